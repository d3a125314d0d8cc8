using System.Collections;
using System.Collections.Frozen;
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
    /// <summary>The fields that say what an element of a list is about, where there are such.</summary>
    private static readonly FrozenDictionary<string, string[]> Identities = new Dictionary<string, string[]>
    {
        ["grafeas.v1.VulnerabilityOccurrence.PackageIssue"] = ["affected_cpe_uri", "affected_package"],
        ["grafeas.v1.VulnerabilityNote.Detail"] = ["affected_cpe_uri", "affected_package"],
        ["grafeas.v1.Distribution"] = ["cpe_uri"],
        ["grafeas.v1.Location"] = ["cpe_uri", "path"],
    }.ToFrozenDictionary();

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
    /// Elements that v1beta1 clients see unchanged keep theirs, wherever they moved; then changed elements those of one that is about the same thing.
    /// An element about something else must not inherit any: it would be false evidence.
    /// </summary>
    private static void CarryElements(MessageMap map, IList stored, IList updated)
    {
        var old = stored.Cast<IMessage>().ToList();
        var changed = updated.Cast<IMessage>().Where(element => !TryCarryFromFirst(map, old, element, AreSeenAlike)).ToList();
        if (Identities.TryGetValue(map.V1.FullName, out var names))
        {
            var identity = names.Select(map.V1.FindFieldByName).ToArray();
            changed.ForEach(element => TryCarryFromFirst(map, old, element, (_, a, b) => Array.TrueForAll(identity, f => Equals(f.Accessor.GetValue(a), f.Accessor.GetValue(b)))));
        }
    }

    private static bool TryCarryFromFirst(MessageMap map, List<IMessage> old, IMessage element, Func<MessageMap, IMessage, IMessage, bool> same)
    {
        var match = old.FindIndex(o => same(map, o, element));
        if (match < 0)
        {
            return false;
        }

        Carry(map, old[match], element);
        old.RemoveAt(match);
        return true;
    }

    private static bool AreSeenAlike(MessageMap map, IMessage a, IMessage b) => Seen(map, a).Span.SequenceEqual(Seen(map, b).Span);

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
