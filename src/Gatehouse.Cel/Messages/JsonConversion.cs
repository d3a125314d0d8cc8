using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Messages;

/// <summary>Values as JSON has them, when assigned to <c>google.protobuf.Value</c>, <c>Struct</c> and <c>ListValue</c> (ProtoJSON).</summary>
internal static class JsonConversion
{
    private const int DepthLimit = 256;
    private const long LargestExactInteger = 1L << 53;

    public static Value ToJsonValue(in Value value) => Convert(value, 0);

    private static Value Convert(in Value value, int depth) => depth > DepthLimit ? CelError.Create("conversion to JSON: nested too deeply") : value.Kind switch
    {
        ValueKind.Null or ValueKind.Bool or ValueKind.Double or ValueKind.String => value,
        // ProtoJSON prints 64-bit integers that a double cannot hold as strings.
        ValueKind.Int => Math.Abs((decimal)value.AsInt) <= LargestExactInteger ? Value.Of((double)value.AsInt) : Value.Of(ValueText.Render(value)),
        ValueKind.Uint => value.AsUint <= (ulong)LargestExactInteger ? Value.Of((double)value.AsUint) : Value.Of(ValueText.Render(value)),
        ValueKind.Enum => Value.Of((double)value.AsInt),
        ValueKind.Bytes => Value.Of(System.Convert.ToBase64String(value.AsBytes)),
        ValueKind.Timestamp or ValueKind.Duration => Value.Of(Times.RenderJson(value)),
        ValueKind.List => ConvertList(value, depth),
        ValueKind.Map => ConvertMap(value, depth),
        ValueKind.Message => ConvertMessage(value.AsMessage, depth),
        _ => CelError.Create($"type conversion error from '{value.RuntimeType.Name}' to 'google.protobuf.Value'"),
    };

    private static Value ConvertList(in Value list, int depth)
    {
        var items = new List<Value>();
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item);)
        {
            var converted = Convert(item, depth + 1);
            if (converted.IsError)
            {
                return converted;
            }
            items.Add(converted);
        }
        return Value.List([.. items]);
    }

    private static Value ConvertMap(in Value map, int depth)
    {
        var converted = new TableMapSource();
        for (var cursor = 0L; map.MapSource.MoveNext(map.Handle, ref cursor, out var key, out var item);)
        {
            var value = Convert(item, depth + 1);
            if (value.IsError)
            {
                return value;
            }
            if (key.Kind != ValueKind.String)
            {
                return CelError.Create($"bad key type: a JSON object's keys are strings, not {key.RuntimeType.Name}");
            }
            converted.Set(key, value);
        }
        return Value.Map(converted);
    }

    private static Value ConvertMessage(MessageValue message, int depth)
    {
        if (message.Type.Name == WellKnownTypes.FieldMask)
        {
            var paths = message.Get(message.Type.Find("paths")!);
            var text = new List<string>();
            for (var cursor = 0L; paths.ListSource.MoveNext(paths.Handle, ref cursor, out var path);)
            {
                text.Add(ToCamelCase(path.AsString));
            }
            return Value.Of(string.Join(',', text));
        }
        var map = new TableMapSource();
        foreach (var (field, value) in message.SetFields.OrderBy(f => f.Key.Number))
        {
            var converted = field.Kind == FieldKind.Enum && field.Cardinality == FieldCardinality.Singular && field.Enum!.FindSymbol((int)value.AsInt) is { } symbol
                ? Value.Of(symbol)
                : Is64Bit(field) ? Value.Of(ValueText.Render(value)) : Convert(value, depth + 1);
            if (converted.IsError)
            {
                return converted;
            }
            map.Set(field.JsonName, converted);
        }
        return Value.Map(map);
    }

    private static bool Is64Bit(FieldType field) => field is { Cardinality: FieldCardinality.Singular, Kind: FieldKind.Int64 or FieldKind.Uint64 or FieldKind.Sint64 or FieldKind.Fixed64 or FieldKind.Sfixed64 };

    private static string ToCamelCase(string path)
    {
        var text = new System.Text.StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            text.Append(path[i] == '_' && i + 1 < path.Length ? char.ToUpperInvariant(path[++i]) : path[i]);
        }
        return text.ToString();
    }
}
