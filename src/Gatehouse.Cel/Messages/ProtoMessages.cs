using System.Globalization;
using Gatehouse.Cel.Values;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Gatehouse.Cel.Messages;

/// <summary>Generated messages of Google.Protobuf as types and values of CEL.</summary>
public static class ProtoMessages
{
    /// <summary>A registry of every message and enumeration of some files and of the files they import.</summary>
    public static TypeRegistry ReadTypes(params IEnumerable<FileDescriptor> files)
    {
        var seen = new Dictionary<string, FileDescriptor>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            Collect(file, seen);
        }
        var messages = seen.Values.SelectMany(f => f.MessageTypes).SelectMany(WithNested).ToArray();
        var enums = seen.Values.SelectMany(f => f.EnumTypes).Concat(messages.SelectMany(m => m.EnumTypes));
        return new(
            messages.Where(m => TypeRegistry.Empty.FindMessage(m.FullName) is null && m.GetOptions()?.MapEntry != true).Select(ReadMessage),
            enums.Where(e => TypeRegistry.Empty.FindEnum(e.FullName) is null).Select(ReadEnum));
    }

    /// <summary>A message as a value; one of a well-known type as what it stands for.</summary>
    /// <exception cref="ArgumentException">The registry does not know the message's type.</exception>
    public static Value ToValue(IMessage message, TypeRegistry types)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(types);
        var type = types.FindMessage(message.Descriptor.FullName) ?? throw new ArgumentException($"the type {message.Descriptor.FullName} is not registered", nameof(types));
        return WireReader.TryRead(message.ToByteArray(), type, types, out var read)
            ? WellKnownTypes.ToNative(read, types)
            : CelError.Create($"conversion error: the message is no {type.Name}");
    }

    private static void Collect(FileDescriptor file, Dictionary<string, FileDescriptor> seen)
    {
        if (seen.TryAdd(file.Name, file))
        {
            foreach (var import in file.Dependencies)
            {
                Collect(import, seen);
            }
        }
    }

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) => [message, .. message.NestedTypes.SelectMany(WithNested)];

    private static EnumType ReadEnum(EnumDescriptor type) => new(type.FullName, type.Values.ToDictionary(v => v.Name, v => v.Number), isStrong: false);

    private static MessageType ReadMessage(MessageDescriptor message) => new(message.FullName, message.Fields.InDeclarationOrder().Select(ReadField));

    private static FieldType ReadField(FieldDescriptor field)
    {
        var value = field.IsMap ? field.MessageType.FindFieldByNumber(2) : field;
        return new()
        {
            Name = field.Name,
            Number = field.FieldNumber,
            JsonName = field.JsonName,
            Kind = KindOf(value),
            KeyKind = field.IsMap ? KindOf(field.MessageType.FindFieldByNumber(1)) : default,
            Cardinality = field.IsMap ? FieldCardinality.Map : field.IsRepeated ? FieldCardinality.Repeated : FieldCardinality.Singular,
            TypeName = value.FieldType switch
            {
                Google.Protobuf.Reflection.FieldType.Message or Google.Protobuf.Reflection.FieldType.Group => value.MessageType.FullName,
                Google.Protobuf.Reflection.FieldType.Enum => value.EnumType.FullName,
                _ => null,
            },
            HasPresence = field.HasPresence,
            Oneof = field.RealContainingOneof?.Name,
            Default = ReadDefault(field),
        };
    }

    private static FieldKind KindOf(FieldDescriptor field) => Enum.Parse<FieldKind>(field.FieldType switch
    {
        Google.Protobuf.Reflection.FieldType.UInt32 => nameof(FieldKind.Uint32),
        Google.Protobuf.Reflection.FieldType.UInt64 => nameof(FieldKind.Uint64),
        Google.Protobuf.Reflection.FieldType.SInt32 => nameof(FieldKind.Sint32),
        Google.Protobuf.Reflection.FieldType.SInt64 => nameof(FieldKind.Sint64),
        Google.Protobuf.Reflection.FieldType.SFixed32 => nameof(FieldKind.Sfixed32),
        Google.Protobuf.Reflection.FieldType.SFixed64 => nameof(FieldKind.Sfixed64),
        var type => type.ToString(),
    });

    private static Value ReadDefault(FieldDescriptor field)
    {
        var text = field.ToProto().DefaultValue;
        if (text.Length == 0 || field.IsRepeated)
        {
            return default;
        }
        return KindOf(field) switch
        {
            FieldKind.Bool => Value.Of(text == "true"),
            FieldKind.String => Value.Of(text),
            FieldKind.Bytes or FieldKind.Message or FieldKind.Group => default,
            FieldKind.Enum => Value.Of((long)(field.EnumType.FindValueByName(text)?.Number ?? 0)),
            FieldKind.Double or FieldKind.Float => Value.Of(text switch { "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, "nan" => double.NaN, _ => double.Parse(text, CultureInfo.InvariantCulture) }),
            FieldKind.Uint32 or FieldKind.Uint64 or FieldKind.Fixed32 or FieldKind.Fixed64 => Value.Of(ulong.Parse(text, CultureInfo.InvariantCulture)),
            _ => Value.Of(long.Parse(text, CultureInfo.InvariantCulture)),
        };
    }
}
