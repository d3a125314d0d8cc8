using System.Text.Json;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Tests.Conformance;

/// <summary>The message types of the suite, from their inventory.</summary>
internal static class TestTypes
{
    public static TypeRegistry Read(string path, bool strongEnums)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var enums = document.RootElement.GetProperty("enums").EnumerateArray().Select(e => ReadEnum(e, strongEnums)).ToDictionary(e => e.Name);
        return new(
            document.RootElement.GetProperty("messages").EnumerateArray().Select(m => new MessageType(m.GetProperty("name").GetString()!, Fields(m).Select(f => ReadField(f, enums)))).ToArray(),
            enums.Values,
            document.RootElement.GetProperty("extensions").EnumerateArray().Select(e => (e.GetProperty("extends").GetString()!, ReadField(e, enums))).ToArray());
    }

    private static IEnumerable<JsonElement> Fields(JsonElement message) => message.TryGetProperty("fields", out var fields) ? fields.EnumerateArray() : [];

    private static EnumType ReadEnum(JsonElement element, bool isStrong) =>
        new(element.GetProperty("name").GetString()!, element.GetProperty("values").EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetInt32()), isStrong);

    private static FieldType ReadField(JsonElement element, Dictionary<string, EnumType> enums)
    {
        var isMap = Text(element, "cardinality") == "map";
        var kind = ReadKind(isMap ? Text(element, "mapValue")! : Text(element, "kind")!);
        var typeName = isMap ? Text(element, "mapValueType") : Text(element, "type");
        return new()
        {
            Name = Text(element, "name")!,
            Number = element.GetProperty("number").GetInt32(),
            JsonName = Text(element, "json")!,
            Kind = kind,
            Cardinality = isMap ? FieldCardinality.Map : Text(element, "cardinality") == "repeated" ? FieldCardinality.Repeated : FieldCardinality.Singular,
            KeyKind = isMap ? ReadKind(Text(element, "mapKey")!) : default,
            TypeName = typeName,
            HasPresence = element.GetProperty("hasPresence").GetBoolean(),
            Oneof = Text(element, "oneof"),
            Default = element.TryGetProperty("default", out var value) ? ReadDefault(value, kind, typeName, enums) : default,
        };
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static FieldKind ReadKind(string name) => Enum.Parse<FieldKind>(name, ignoreCase: true);

    private static Value ReadDefault(JsonElement value, FieldKind kind, string? typeName, Dictionary<string, EnumType> enums) => kind switch
    {
        FieldKind.Bool => Value.Of(value.GetBoolean()),
        FieldKind.Double => Value.Of(value.GetDouble()),
        FieldKind.Float => Value.Of((double)value.GetSingle()),
        FieldKind.String => Value.Of(value.GetString()!),
        FieldKind.Bytes => Value.Of(System.Text.Encoding.UTF8.GetBytes(value.GetString()!)),
        FieldKind.Enum => Value.Of((long)enums[typeName!].Values[value.GetString()!]),
        FieldKind.Uint32 or FieldKind.Uint64 or FieldKind.Fixed32 or FieldKind.Fixed64 => Value.Of(value.GetUInt64()),
        _ => Value.Of(value.GetInt64()),
    };
}
