using System.Collections;
using Gatehouse.Metadata.Masks;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>
/// Keeps what only v1 has when a record is updated through v1beta1: fields that v1beta1 has no place for, values it has no form for, and fields that
/// are not known here at all. What the update removed takes its v1-only parts with it.
/// </summary>
internal static class V1OnlyFields
{
    /// <param name="stored">The v1 record before the update.</param>
    /// <param name="updated">The v1 form of the updated v1beta1 record; completed in place.</param>
    public static void Carry(MessageMap map, IMessage stored, IMessage updated)
    {
        CarryUnknown(map, stored, updated);
        foreach (var field in map.V1.Fields.InDeclarationOrder())
        {
            switch (map.FindByV1(field.FieldNumber))
            {
                case null or FieldRule.Convert: CarryUnset(field, stored, updated); break;
                case FieldRule.Nest nest when field.IsMap: CarryEntries(nest.Inner, field, stored, updated); break;
                case FieldRule.Nest nest when field.IsRepeated: CarryElements(nest.Inner, (IList)field.Accessor.GetValue(stored), (IList)field.Accessor.GetValue(updated)); break;
                case FieldRule.Nest nest: CarryInner(nest.Inner, field.Accessor.GetValue(stored), field.Accessor.GetValue(updated)); break;
            }
        }
    }

    private static void CarryInner(MessageMap map, object? stored, object? updated)
    {
        if (stored is IMessage from && updated is IMessage to)
        {
            Carry(map, from, to);
        }
    }

    private static void CarryUnset(FieldDescriptor field, IMessage stored, IMessage updated)
    {
        var taken = field.RealContainingOneof?.Accessor.GetCaseFieldDescriptor(updated) is not null;
        if (taken || MaskedUpdate.IsSet(field, updated) || !MaskedUpdate.IsSet(field, stored))
        {
            return;
        }

        Append(updated, WireReader.Read(stored.ToByteArray()).Where(f => f.Number == field.FieldNumber));
    }

    private static void CarryUnknown(MessageMap map, IMessage stored, IMessage updated) =>
        Append(updated, WireReader.Read(stored.ToByteArray()).Where(f => map.V1.FindFieldByNumber(f.Number) is null && !ReservedFields.Contains(f.Number)));

    private static void Append(IMessage message, IEnumerable<WireField> fields)
    {
        var added = new WireWriter();
        foreach (var field in fields)
        {
            added.Write(field.Number, field);
        }

        if (!added.IsEmpty)
        {
            message.MergeFrom(added.Written.Span);
        }
    }

    /// <summary>
    /// Elements that v1beta1 clients see unchanged keep theirs, wherever they moved. When as many elements are new as have gone, they are taken to be
    /// edits of one another, in order.
    /// </summary>
    private static void CarryElements(MessageMap map, IList stored, IList updated)
    {
        var old = stored.Cast<IMessage>().Select(m => (Message: m, Seen: Seen(map, m))).ToList();
        var edited = new List<IMessage>();
        foreach (IMessage element in updated)
        {
            var seen = Seen(map, element);
            var match = old.FindIndex(o => o.Seen.Span.SequenceEqual(seen.Span));
            if (match < 0)
            {
                edited.Add(element);
                continue;
            }

            Carry(map, old[match].Message, element);
            old.RemoveAt(match);
        }

        if (old.Count == edited.Count)
        {
            for (var i = 0; i < edited.Count; i++)
            {
                Carry(map, old[i].Message, edited[i]);
            }
        }
    }

    private static void CarryEntries(MessageMap entry, FieldDescriptor field, IMessage stored, IMessage updated)
    {
        var inner = entry.FindByV1(2) as FieldRule.Nest;
        var from = (IDictionary)field.Accessor.GetValue(stored);
        foreach (DictionaryEntry item in (IDictionary)field.Accessor.GetValue(updated))
        {
            if (inner is not null && from.Contains(item.Key))
            {
                CarryInner(inner.Inner, from[item.Key], item.Value);
            }
        }
    }

    private static ReadOnlyMemory<byte> Seen(MessageMap map, IMessage v1) => new FromV1Rewriter(remainders: false).Rewrite(map, v1.ToByteArray());
}
