using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Messages;

/// <summary>A message: the fields that are set. Setting an implicit field to its default, or a container to an empty one, leaves it unset.</summary>
public sealed class MessageValue(MessageType type)
{
    private Dictionary<FieldType, Value>? _fields;

    public MessageType Type => type;

    /// <summary>Fields met on the wire that the type does not have, byte for byte.</summary>
    public byte[] UnknownFields { get; internal set; } = [];

    internal int SetCount => _fields?.Count ?? 0;

    internal IEnumerable<KeyValuePair<FieldType, Value>> SetFields => _fields ?? [];

    public bool Has(FieldType field) => _fields is not null && _fields.ContainsKey(field);

    internal bool TryGetSet(FieldType field, out Value value)
    {
        value = default;
        return _fields is not null && _fields.TryGetValue(field, out value);
    }

    /// <summary>The field's value, or its default.</summary>
    public Value Get(FieldType field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return TryGetSet(field, out var value) ? field.Present(value) : field.DefaultValue;
    }

    /// <summary>Sets a field; the answer is an error value when the field cannot hold it, none otherwise.</summary>
    public Value Set(FieldType field, in Value value)
    {
        ArgumentNullException.ThrowIfNull(field);
        var stored = FieldConversion.ToStored(field, value);
        if (stored.IsError)
        {
            return stored;
        }
        if (stored.IsNone || (!field.HasPresence && IsDefault(field, stored)))
        {
            _fields?.Remove(field);
            return default;
        }
        Store(field, stored);
        return default;
    }

    internal void Store(FieldType field, in Value stored)
    {
        _fields ??= [];
        if (field.Oneof is not null)
        {
            foreach (var other in _fields.Keys.Where(f => f.Oneof == field.Oneof && f != field).ToArray())
            {
                _fields.Remove(other);
            }
        }
        _fields[field] = stored;
    }

    private static bool IsDefault(FieldType field, in Value stored) => field.Cardinality switch
    {
        FieldCardinality.Repeated => stored.ListCount == 0,
        FieldCardinality.Map => stored.MapCount == 0,
        _ => Equality.AreEqual(stored, FieldType.ZeroOf(field.Kind)) && !(stored.Kind == ValueKind.Double && double.IsNegative(stored.AsDouble)),
    };
}
