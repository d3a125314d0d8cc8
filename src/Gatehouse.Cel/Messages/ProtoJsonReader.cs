using System.Globalization;
using System.Text.Json;
using Gatehouse.Cel.Library;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Messages;

/// <summary>Messages from their JSON form (protobuf.dev, "ProtoJSON Format"). What does not fit is a <see cref="FormatException"/> that names the field.</summary>
public sealed class ProtoJsonReader(TypeRegistry registry)
{
    private const int DepthLimit = 100;

    /// <summary>Reads a message, or an <c>Any</c> when the type is that.</summary>
    /// <exception cref="FormatException">The JSON is not one of the type.</exception>
    public Value Read(JsonElement element, string typeName) => ReadMessage(element, typeName, 0);

    private Value ReadMessage(JsonElement element, string typeName, int depth)
    {
        if (depth > DepthLimit)
        {
            throw new FormatException("nested too deeply");
        }
        switch (typeName)
        {
            case WellKnownTypes.Any:
                return ReadAny(element, depth);
            case WellKnownTypes.JsonValue or WellKnownTypes.Struct or WellKnownTypes.ListValue:
                return ReadJson(element, depth);
            case WellKnownTypes.Timestamp:
                return Times.TryParseTimestamp(Text(element), out var timestamp) ? timestamp : throw new FormatException($"'{Text(element)}' is no timestamp");
            case WellKnownTypes.Duration:
                return Times.TryParseDuration(Text(element), out var duration) ? duration : throw new FormatException($"'{Text(element)}' is no duration");
        }
        var type = registry.FindMessage(typeName) ?? throw new FormatException($"the type {typeName} is not known");
        if (WellKnownTypes.IsWrapper(typeName))
        {
            return ReadOne(element, type.Find("value")!, depth);
        }
        var message = new MessageValue(type);
        if (typeName == WellKnownTypes.FieldMask)
        {
            Set(message, type.Find("paths")!, Value.List([.. Text(element).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => Value.Of(ToSnakeCase(p)))]));
            return Value.Of(message);
        }
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name != "@type")
            {
                ReadField(message, type.FindByJsonName(property.Name) ?? throw new FormatException($"{typeName} has no field '{property.Name}'"), property.Value, depth);
            }
        }
        return Value.Of(message);
    }

    private static string ToSnakeCase(string path) => string.Concat(path.Select(c => char.IsAsciiLetterUpper(c) ? $"_{char.ToLowerInvariant(c)}" : c.ToString()));

    private void ReadField(MessageValue message, FieldType field, JsonElement element, int depth)
    {
        if (element.ValueKind == JsonValueKind.Null && field.TypeName is not (WellKnownTypes.JsonValue or "google.protobuf.NullValue"))
        {
            return;
        }
        Set(message, field, field.Cardinality switch
        {
            FieldCardinality.Repeated => Value.List([.. element.EnumerateArray().Select(e => ReadOne(e, field, depth))]),
            FieldCardinality.Map => ReadMap(element, field, depth),
            _ => ReadOne(element, field, depth),
        });
    }

    private static void Set(MessageValue message, FieldType field, in Value value)
    {
        if (message.Set(field, value) is { IsError: true } problem)
        {
            throw new FormatException(problem.AsError.Message);
        }
    }

    private Value ReadMap(JsonElement element, FieldType field, int depth)
    {
        var map = new TableMapSource();
        foreach (var property in element.EnumerateObject())
        {
            map.Set(ReadKey(property.Name, field.KeyKind), ReadOne(property.Value, field, depth));
        }
        return Value.Map(map);
    }

    private static Value ReadKey(string text, FieldKind kind) => kind switch
    {
        FieldKind.String => Value.Of(text),
        FieldKind.Bool => Conversions.ToBool(Value.Of(text)),
        FieldKind.Uint32 or FieldKind.Uint64 or FieldKind.Fixed32 or FieldKind.Fixed64 => Conversions.ToUint(Value.Of(text)),
        _ => Conversions.ToInt(Value.Of(text)),
    };

    private Value ReadOne(JsonElement element, FieldType field, int depth) => field.Kind switch
    {
        FieldKind.Message or FieldKind.Group => ReadMessage(element, field.TypeName!, depth + 1),
        FieldKind.Enum => ReadEnum(element, field),
        FieldKind.Bool => Value.Of(element.GetBoolean()),
        FieldKind.String => Value.Of(Text(element)),
        FieldKind.Bytes => EncodingLibrary.Decode(Text(element).Replace('-', '+').Replace('_', '/')),
        FieldKind.Double or FieldKind.Float => Value.Of(ReadDouble(element)),
        FieldKind.Uint32 or FieldKind.Uint64 or FieldKind.Fixed32 or FieldKind.Fixed64 => Value.Of(ulong.Parse(Number(element), CultureInfo.InvariantCulture)),
        _ => Value.Of(long.Parse(Number(element), CultureInfo.InvariantCulture)),
    };

    private static Value ReadEnum(JsonElement element, FieldType field)
    {
        var number = element.ValueKind switch
        {
            JsonValueKind.Null => 0,
            JsonValueKind.Number => element.GetInt32(),
            _ => field.Enum!.TryGetNumber(Text(element), out var known) ? known : throw new FormatException($"{field.TypeName} has no '{Text(element)}'"),
        };
        return field.Enum!.IsStrong ? Value.Enum(field.Enum, number) : Value.Of((long)number);
    }

    private static string Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new FormatException($"expected a text, found {element.ValueKind}");

    private static string Number(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    internal static double ReadDouble(JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : Text(element) switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var text => double.Parse(text, CultureInfo.InvariantCulture),
    };

    private Value ReadAny(JsonElement element, int depth)
    {
        if (!element.TryGetProperty("@type", out var url))
        {
            return Value.Null;
        }
        var name = Text(url);
        name = name[(name.LastIndexOf('/') + 1)..];
        var hasValue = WellKnownTypes.IsNative(name) || name is WellKnownTypes.FieldMask;
        return ReadMessage(hasValue && element.TryGetProperty("value", out var value) ? value : element, name, depth + 1);
    }

    private static Value ReadJson(JsonElement element, int depth) => depth > DepthLimit ? throw new FormatException("nested too deeply") : element.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.Number => Value.Of(element.GetDouble()),
        JsonValueKind.String => Value.Of(element.GetString()!),
        JsonValueKind.Array => Value.List([.. element.EnumerateArray().Select(e => ReadJson(e, depth + 1))]),
        _ => ReadObject(element, depth),
    };

    private static Value ReadObject(JsonElement element, int depth)
    {
        var map = new TableMapSource();
        foreach (var property in element.EnumerateObject())
        {
            map.Set(property.Name, ReadJson(property.Value, depth + 1));
        }
        return Value.Map(map);
    }
}
