using System.Collections;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Gatehouse.Metadata.Tests.V1Beta1;

/// <summary>Messages of any type, filled by their descriptor: every field may be set, to any value of its type.</summary>
internal static class MessageGenerator
{
    private const int MaximumDepth = 9;

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.Char["abcXYZ019 ./:@-äß→"].Array[0, 8].Select(c => new string(c)),
        Gen.Const("🔒"));

    private static readonly Gen<ByteString> Unknown = Gen.OneOf(
        Gen.Select(Gen.Int[60_000, 60_010], Gen.ULong, (n, v) => Write(o => { o.WriteTag(n, WireFormat.WireType.Varint); o.WriteUInt64(v); })),
        Gen.Select(Gen.Int[50_001, 50_003], Gen.Byte.Array[0, 6], (n, v) => Write(o => { o.WriteTag(n, WireFormat.WireType.LengthDelimited); o.WriteBytes(ByteString.CopyFrom(v)); })),
        Gen.Const(Write(o => { o.WriteTag(60_020, WireFormat.WireType.StartGroup); o.WriteTag(1, WireFormat.WireType.Varint); o.WriteInt32(5); o.WriteTag(60_020, WireFormat.WireType.EndGroup); })));

    /// <param name="unknownFields">Whether messages may hold fields that their type does not have.</param>
    public static Gen<T> Of<T>(MessageDescriptor type, bool unknownFields)
        where T : IMessage => Message(type, 0, unknownFields).Select(m => (T)m);

    /// <summary>A message with exactly one field set, at the end of a path.</summary>
    public static Gen<IMessage> WithOnly(FieldDescriptor[] path) => path switch
    {
        [var last] => Field(last, 0, unknownFields: false).Select(v => Make(last.ContainingType, [(last, v)])),
        [var first, _, .. var rest] when first.IsMap => WithOnly(rest).Select(m => Make(first.ContainingType, [(first, new List<object> { KeyValuePair.Create((object)"key", (object)m) })])),
        [var first, .. var rest] => WithOnly(rest).Select(m => Make(first.ContainingType, [(first, first.IsRepeated ? new List<object> { m } : m)])),
        _ => throw new ArgumentException("A path has at least one field.", nameof(path)),
    };

    private static Gen<IMessage> Message(MessageDescriptor type, int depth, bool unknownFields)
    {
        var fields = type.Fields.InDeclarationOrder()
            .Where(f => depth < MaximumDepth || f.FieldType != FieldType.Message)
            .Select(f => Gen.Int[0, depth + 1].SelectMany(n => n == 0 ? Field(f, depth, unknownFields).Select(v => ((FieldDescriptor, object)?)(f, v)) : Gen.Const(((FieldDescriptor, object)?)null)))
            .ToArray();
        var rest = unknownFields && !type.File.Package.StartsWith("google", StringComparison.Ordinal)
            ? Gen.Int[0, 9].SelectMany(n => n == 0 ? Unknown : Gen.Const(ByteString.Empty))
            : Gen.Const(ByteString.Empty);
        return Gen.Select(All(fields), rest, (set, more) =>
        {
            var message = Make(type, set.OfType<(FieldDescriptor, object)>());
            message.MergeFrom(more);
            return message;
        });
    }

    private static Gen<T[]> All<T>(Gen<T>[] gens) => gens.Aggregate(Gen.Const(Array.Empty<T>()), (all, next) => Gen.Select(all, next, (a, n) => (T[])[.. a, n]));

    private static Gen<object> Field(FieldDescriptor field, int depth, bool unknownFields)
    {
        if (field.IsMap)
        {
            var value = Single(field.MessageType.FindFieldByNumber(2), depth, unknownFields);
            return Gen.Select(Text, value, (k, v) => KeyValuePair.Create((object)k, v)).Array[0, 3]
                .Select(e => (object)e.DistinctBy(p => p.Key).Select(p => (object)p).ToList());
        }

        return field.IsRepeated ? Single(field, depth, unknownFields).Array[0, 3].Select(e => (object)e.ToList()) : Single(field, depth, unknownFields);
    }

    private static Gen<object> Single(FieldDescriptor field, int depth, bool unknownFields) => field.FieldType switch
    {
        FieldType.String => Text.Select(t => (object)t),
        FieldType.Bytes => Gen.Byte.Array[0, 6].Select(b => (object)ByteString.CopyFrom(b)),
        FieldType.Bool => Gen.Bool.Select(b => (object)b),
        FieldType.Float => Gen.Float.Select(f => (object)f),
        FieldType.Double => Gen.Double.Select(d => (object)d),
        FieldType.Int32 => Gen.Int.Select(i => (object)i),
        FieldType.Int64 => Gen.Long.Select(i => (object)i),
        FieldType.Enum => Gen.OneOf(Gen.Int[0, field.EnumType.Values.Count - 1].Select(i => field.EnumType.Values[i].Number), Gen.Int).Select(n => Enum.ToObject(field.EnumType.ClrType, n)),
        FieldType.Message => Message(field.MessageType, depth + 1, unknownFields).Select(m => (object)m),
        _ => throw new NotSupportedException($"{field.FullName} is of the type {field.FieldType}, which no message had so far."),
    };

    private static IMessage Make(MessageDescriptor type, IEnumerable<(FieldDescriptor Field, object Value)> fields)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var (field, value) in fields)
        {
            Set(message, field, value);
        }

        return message;
    }

    private static void Set(IMessage message, FieldDescriptor field, object value)
    {
        switch (field.Accessor.GetValue(message))
        {
            case IDictionary map when field.IsMap:
                foreach (KeyValuePair<object, object> entry in (List<object>)value)
                {
                    map.Add(entry.Key, entry.Value);
                }

                break;
            case IList list when field.IsRepeated:
                ((List<object>)value).ForEach(v => list.Add(v));
                break;
            default:
                field.Accessor.SetValue(message, value);
                break;
        }
    }

    private static ByteString Write(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            write(output);
        }

        return ByteString.CopyFrom(bytes.ToArray());
    }
}
