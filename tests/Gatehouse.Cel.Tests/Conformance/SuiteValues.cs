using System.Globalization;
using System.Text.Json;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Messages;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Tests.Conformance;

/// <summary>Values, types and declarations as the suite writes them: cel.expr.Value, Type and Decl in JSON.</summary>
internal sealed class SuiteValues(TypeRegistry registry)
{
    private readonly ProtoJsonReader _json = new(registry);

    public Value Read(JsonElement element)
    {
        var property = element.EnumerateObject().First();
        var content = property.Value;
        switch (property.Name)
        {
            case "nullValue": return Value.Null;
            case "boolValue": return Value.Of(content.GetBoolean());
            case "int64Value": return Value.Of(long.Parse(Number(content), CultureInfo.InvariantCulture));
            case "uint64Value": return Value.Of(ulong.Parse(Number(content), CultureInfo.InvariantCulture));
            case "doubleValue": return Value.Of(ReadDouble(content));
            case "stringValue": return Value.Of(content.GetString()!);
            case "bytesValue": return Value.Of(content.GetBytesFromBase64());
            case "typeValue": return Value.Of(TypeNamed(content.GetString()!));
            case "enumValue": return ReadEnum(content);
            case "objectValue": return _json.Read(content, "google.protobuf.Any");
            case "listValue": return Value.List([.. Items(content, "values").Select(Read)]);
            case "mapValue": return ReadMap(content);
            default: throw new FormatException($"unknown kind of value {property.Name}");
        }
    }

    private static string Number(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    private static double ReadDouble(JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : element.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var text => double.Parse(text!, CultureInfo.InvariantCulture),
    };

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) => element.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    private Value ReadMap(JsonElement element)
    {
        var map = new TableMapSource();
        foreach (var entry in Items(element, "entries"))
        {
            map.Set(Read(entry.GetProperty("key")), Read(entry.GetProperty("value")));
        }
        return Value.Map(map);
    }

    private Value ReadEnum(JsonElement element)
    {
        var name = element.GetProperty("type").GetString()!;
        var type = registry.FindEnum(name) ?? new EnumType(name, new Dictionary<string, int>(), isStrong: true);
        return Value.Enum(type, element.TryGetProperty("value", out var number) ? number.GetInt32() : 0);
    }

    private static CelType TypeNamed(string name) => name switch
    {
        "bool" => CelType.Bool,
        "bytes" => CelType.Bytes,
        "double" => CelType.Double,
        "int" => CelType.Int,
        "list" => CelType.DynList,
        "map" => CelType.DynMap,
        "null_type" => CelType.Null,
        "string" => CelType.String,
        "type" => CelType.Type,
        "uint" => CelType.Uint,
        "google.protobuf.Timestamp" => CelType.Timestamp,
        "google.protobuf.Duration" => CelType.Duration,
        "google.protobuf.Any" => CelType.Any,
        "optional_type" => CelType.Optional(CelType.Dyn),
        _ => CelType.Message(name),
    };

    public static CelType ReadType(JsonElement element)
    {
        var property = element.EnumerateObject().First();
        var content = property.Value;
        return property.Name switch
        {
            "dyn" => CelType.Dyn,
            "null" => CelType.Null,
            "primitive" => Primitive(content.GetString()!),
            "wrapper" => CelType.Wrapper(Primitive(content.GetString()!)),
            "wellKnown" => content.GetString() switch { "ANY" => CelType.Any, "TIMESTAMP" => CelType.Timestamp, _ => CelType.Duration },
            "listType" => CelType.List(content.TryGetProperty("elemType", out var item) ? ReadType(item) : CelType.Dyn),
            "mapType" => CelType.Map(ReadType(content.GetProperty("keyType")), ReadType(content.GetProperty("valueType"))),
            "messageType" => MessageType(content.GetString()!),
            "typeParam" => CelType.Parameter(content.GetString()!),
            "type" => content.EnumerateObject().Any() ? CelType.TypeOf(ReadType(content)) : CelType.Type,
            "error" => CelType.Error,
            "abstractType" => CelType.Opaque(content.GetProperty("name").GetString()!, [.. Items(content, "parameterTypes").Select(ReadType)]),
            _ => throw new FormatException($"unknown kind of type {property.Name}"),
        };
    }

    private static CelType MessageType(string name)
    {
        var probe = new FieldType { Name = "probe", JsonName = "probe", Number = 1, Kind = FieldKind.Message, TypeName = name };
        return probe.CelType;
    }

    private static CelType Primitive(string name) => name switch
    {
        "BOOL" => CelType.Bool,
        "INT64" => CelType.Int,
        "UINT64" => CelType.Uint,
        "DOUBLE" => CelType.Double,
        "STRING" => CelType.String,
        _ => CelType.Bytes,
    };

    public static FunctionDeclaration ReadFunction(string name, JsonElement function) => new(name,
        [.. Items(function, "overloads").Select(o => new Overload(
            o.GetProperty("overloadId").GetString()!,
            o.TryGetProperty("isInstanceFunction", out var isMember) && isMember.GetBoolean(),
            [.. Items(o, "params").Select(ReadType)],
            ReadType(o.GetProperty("resultType")),
            body: null))]);
}
