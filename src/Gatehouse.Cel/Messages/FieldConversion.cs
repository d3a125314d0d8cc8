using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Messages;

/// <summary>What a field stores of a value that is assigned to it (language definition, "Field Selection" and "Dynamic Values").</summary>
internal static class FieldConversion
{
    /// <summary>None when assigning the value leaves the field unset; an error value when the field cannot hold it.</summary>
    public static Value ToStored(FieldType field, in Value value) => field.Cardinality switch
    {
        FieldCardinality.Repeated => ToRepeated(field, value),
        FieldCardinality.Map => ToMap(field, value),
        _ => ToSingular(field, value),
    };

    private static Value Unsupported(FieldType field, in Value value) =>
        CelError.Create($"unsupported field type: field '{field.Name}' of type {field.CelType} cannot hold a {value.RuntimeType.Name}");

    private static Value ToRepeated(FieldType field, in Value value)
    {
        if (value.Kind != ValueKind.List)
        {
            return Unsupported(field, value);
        }
        var items = new List<Value>();
        for (var cursor = 0L; value.ListSource.MoveNext(value.Handle, ref cursor, out var item);)
        {
            var stored = ToSingular(field, item);
            if (stored.IsError)
            {
                return stored;
            }
            if (!stored.IsNone)
            {
                items.Add(stored);
            }
        }
        return Value.List([.. items]);
    }

    private static Value ToMap(FieldType field, in Value value)
    {
        if (value.Kind != ValueKind.Map)
        {
            return Unsupported(field, value);
        }
        var map = new TableMapSource();
        for (var cursor = 0L; value.MapSource.MoveNext(value.Handle, ref cursor, out var key, out var item);)
        {
            var storedKey = ToScalar(field, field.KeyKind, key);
            var stored = ToSingular(field, item);
            if (storedKey.IsError || stored.IsError)
            {
                return storedKey.IsError ? storedKey : stored;
            }
            if (!stored.IsNone)
            {
                map.Set(storedKey, stored);
            }
        }
        return Value.Map(map);
    }


    private static Value ToSingular(FieldType field, in Value value) =>
        field.IsMessage ? ToMessage(field, value) : ToScalar(field, field.Kind, value);

    private static Value ToMessage(FieldType field, in Value value)
    {
        switch (field.TypeName)
        {
            case WellKnownTypes.Any:
                return value.Kind == ValueKind.Null ? Value.Null : value;
            case WellKnownTypes.JsonValue:
                return JsonConversion.ToJsonValue(value);
            case WellKnownTypes.Struct:
                return value.Kind == ValueKind.Map ? JsonConversion.ToJsonValue(value) : Unsupported(field, value);
            case WellKnownTypes.ListValue:
                return value.Kind == ValueKind.List ? JsonConversion.ToJsonValue(value) : Unsupported(field, value);
        }
        if (value.Kind == ValueKind.Null)
        {
            return default;
        }
        return field.TypeName switch
        {
            WellKnownTypes.Timestamp => value.Kind == ValueKind.Timestamp ? value : Unsupported(field, value),
            WellKnownTypes.Duration => value.Kind == ValueKind.Duration ? value : Unsupported(field, value),
            var name when WellKnownTypes.IsWrapper(name!) => ToScalar(field, field.Message!.Find("value")!.Kind, value),
            var name => value.Kind == ValueKind.Message && value.AsMessage.Type.Name == name ? value : Unsupported(field, value),
        };
    }

    private static Value ToScalar(FieldType field, FieldKind kind, in Value value) => kind switch
    {
        FieldKind.Double => value.Kind == ValueKind.Double ? value : Unsupported(field, value),
        FieldKind.Float => value.Kind == ValueKind.Double ? Value.Of((double)(float)value.AsDouble) : Unsupported(field, value),
        FieldKind.Bool => value.Kind == ValueKind.Bool ? value : Unsupported(field, value),
        FieldKind.String => value.Kind == ValueKind.String ? value : Unsupported(field, value),
        FieldKind.Bytes => value.Kind == ValueKind.Bytes ? value : Unsupported(field, value),
        FieldKind.Int32 or FieldKind.Sint32 or FieldKind.Sfixed32 => ToInt32(field, value),
        FieldKind.Int64 or FieldKind.Sint64 or FieldKind.Sfixed64 => value.Kind == ValueKind.Int ? value : Unsupported(field, value),
        FieldKind.Uint32 or FieldKind.Fixed32 => ToUint32(field, value),
        FieldKind.Uint64 or FieldKind.Fixed64 => value.Kind == ValueKind.Uint ? value : Unsupported(field, value),
        FieldKind.Enum => ToEnum(field, value),
        _ => Unsupported(field, value),
    };

    private static Value ToInt32(FieldType field, in Value value) => value.Kind != ValueKind.Int
        ? Unsupported(field, value)
        : value.AsInt is < int.MinValue or > int.MaxValue ? CelError.Create($"range error: {value.AsInt} is out of the range of int32 field '{field.Name}'") : value;

    private static Value ToUint32(FieldType field, in Value value) => value.Kind != ValueKind.Uint
        ? Unsupported(field, value)
        : value.AsUint > uint.MaxValue ? CelError.Create($"range error: {value.AsUint} is out of the range of uint32 field '{field.Name}'") : value;

    private static Value ToEnum(FieldType field, in Value value) => value.Kind switch
    {
        ValueKind.Null when field.TypeName == "google.protobuf.NullValue" => Value.Of(0L),
        ValueKind.Enum when value.AsEnumType.Name == field.TypeName => Value.Of(value.AsInt),
        ValueKind.Int when field.Enum is not { IsStrong: true } => ToInt32(field, value),
        _ => Unsupported(field, value),
    };
}
