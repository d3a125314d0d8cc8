using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gatehouse.Cel.Values;
using Google.Protobuf;

namespace Gatehouse.Cel.Messages;

/// <summary>Messages from their binary form (protobuf.dev, "Encoding"). Fields the type does not have are kept as they are.</summary>
internal static class WireReader
{
    private const int DepthLimit = 100;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static bool TryRead(byte[] bytes, MessageType type, TypeRegistry registry, [NotNullWhen(true)] out MessageValue? message)
    {
        try
        {
            message = Read(bytes, type, registry, 0);
            return true;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidDataException or DecoderFallbackException)
        {
            message = null;
            return false;
        }
    }

    private static MessageValue Read(byte[] bytes, MessageType type, TypeRegistry registry, int depth)
    {
        if (depth > DepthLimit)
        {
            throw new InvalidDataException("nested too deeply");
        }
        var message = new MessageValue(type);
        var repeated = new Dictionary<FieldType, List<Value>>();
        var maps = new Dictionary<FieldType, TableMapSource>();
        using var unknown = new MemoryStream();
        using var input = new CodedInputStream(bytes);
        for (var start = 0L; input.ReadTag() is not 0 and var tag; start = input.Position)
        {
            var wire = WireFormat.GetTagWireType(tag);
            var field = type.FindByNumber(WireFormat.GetTagFieldNumber(tag));
            if (field is null || !Accepts(field, wire))
            {
                input.SkipLastField();
                unknown.Write(bytes, (int)start, (int)(input.Position - start));
            }
            else if (field.Cardinality == FieldCardinality.Map)
            {
                ReadEntry(input.ReadBytes().ToByteArray(), field, registry, depth, maps);
            }
            else if (field.Cardinality == FieldCardinality.Repeated)
            {
                ReadRepeated(input, wire, field, registry, depth, repeated);
            }
            else
            {
                message.Set(field, ReadOne(input, field, field.Kind, registry, depth));
            }
        }
        foreach (var (field, items) in repeated)
        {
            message.Set(field, Value.List([.. items]));
        }
        foreach (var (field, map) in maps)
        {
            message.Set(field, Value.Map(map));
        }
        message.UnknownFields = unknown.ToArray();
        return message;
    }

    private static bool Accepts(FieldType field, WireFormat.WireType wire) =>
        wire == WireOf(field.Kind) || (wire == WireFormat.WireType.LengthDelimited && field.Cardinality != FieldCardinality.Singular);

    private static WireFormat.WireType WireOf(FieldKind kind) => kind switch
    {
        FieldKind.Double or FieldKind.Fixed64 or FieldKind.Sfixed64 => WireFormat.WireType.Fixed64,
        FieldKind.Float or FieldKind.Fixed32 or FieldKind.Sfixed32 => WireFormat.WireType.Fixed32,
        FieldKind.String or FieldKind.Bytes or FieldKind.Message => WireFormat.WireType.LengthDelimited,
        FieldKind.Group => WireFormat.WireType.StartGroup,
        _ => WireFormat.WireType.Varint,
    };

    private static void ReadRepeated(CodedInputStream input, WireFormat.WireType wire, FieldType field, TypeRegistry registry, int depth, Dictionary<FieldType, List<Value>> repeated)
    {
        if (!repeated.TryGetValue(field, out var items))
        {
            repeated[field] = items = [];
        }
        if (wire == WireOf(field.Kind))
        {
            items.Add(ReadOne(input, field, field.Kind, registry, depth));
            return;
        }
        using var packed = new CodedInputStream(input.ReadBytes().ToByteArray());
        while (!packed.IsAtEnd)
        {
            items.Add(ReadOne(packed, field, field.Kind, registry, depth));
        }
    }

    private static void ReadEntry(byte[] bytes, FieldType field, TypeRegistry registry, int depth, Dictionary<FieldType, TableMapSource> maps)
    {
        if (!maps.TryGetValue(field, out var map))
        {
            maps[field] = map = new();
        }
        var key = FieldType.ZeroOf(field.KeyKind);
        var value = field.IsMessage ? WellKnownTypes.DefaultOf(field.Message!) : FieldType.ZeroOf(field.Kind);
        using var input = new CodedInputStream(bytes);
        while (input.ReadTag() is not 0 and var tag)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1:
                    key = ReadOne(input, field, field.KeyKind, registry, depth);
                    break;
                case 2:
                    value = ReadOne(input, field, field.Kind, registry, depth);
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
        map.Set(key, value);
    }

    private static Value ReadOne(CodedInputStream input, FieldType field, FieldKind kind, TypeRegistry registry, int depth) => kind switch
    {
        FieldKind.Double => Value.Of(input.ReadDouble()),
        FieldKind.Float => Value.Of((double)input.ReadFloat()),
        FieldKind.Int32 => Value.Of((long)input.ReadInt32()),
        FieldKind.Int64 => Value.Of(input.ReadInt64()),
        FieldKind.Uint32 => Value.Of((ulong)input.ReadUInt32()),
        FieldKind.Uint64 => Value.Of(input.ReadUInt64()),
        FieldKind.Sint32 => Value.Of((long)input.ReadSInt32()),
        FieldKind.Sint64 => Value.Of(input.ReadSInt64()),
        FieldKind.Fixed32 => Value.Of((ulong)input.ReadFixed32()),
        FieldKind.Fixed64 => Value.Of(input.ReadFixed64()),
        FieldKind.Sfixed32 => Value.Of((long)input.ReadSFixed32()),
        FieldKind.Sfixed64 => Value.Of(input.ReadSFixed64()),
        FieldKind.Bool => Value.Of(input.ReadBool()),
        FieldKind.String => Value.Of(StrictUtf8.GetString(input.ReadBytes().Span)),
        FieldKind.Bytes => Value.Of(input.ReadBytes().ToByteArray()),
        FieldKind.Enum => ReadEnum(input, field),
        FieldKind.Message => ToValue(Read(input.ReadBytes().ToByteArray(), field.Message!, registry, depth + 1), registry),
        _ => throw new InvalidDataException("groups are not supported"),
    };

    // An Any that does not say its type is compared by its bytes: it stays a message.
    private static Value ToValue(MessageValue message, TypeRegistry registry) =>
        message.Type.Name == WellKnownTypes.Any && !message.Has(message.Type.Find("type_url")!)
            ? message.SetCount == 0 ? Value.Null : Value.Of(message)
            : WellKnownTypes.ToNative(message, registry);

    private static Value ReadEnum(CodedInputStream input, FieldType field)
    {
        var number = input.ReadEnum();
        return field.Enum is { IsStrong: true } strong ? Value.Enum(strong, number) : Value.Of((long)number);
    }
}
