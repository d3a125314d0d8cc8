namespace Gatehouse.Cel.Values;

/// <summary>A map in a hash table that keeps the order of insertion. Keys that are equal numbers of different kinds are one key.</summary>
public sealed class TableMapSource : IMapSource
{
    private readonly Dictionary<Value, int> _positions;
    private readonly List<KeyValuePair<Value, Value>> _entries;

    public TableMapSource(int capacity = 0)
    {
        _positions = new(capacity, KeyComparer.Instance);
        _entries = new(capacity);
    }

    /// <summary>The object type that the map is a value of; null for an ordinary map.</summary>
    public string? TypeName { get; init; }

    internal IReadOnlyList<KeyValuePair<Value, Value>> Entries => _entries;

    /// <summary>False when the key is there already; the entry stays as it was.</summary>
    public bool TryAdd(in Value key, in Value value)
    {
        if (!_positions.TryAdd(key, _entries.Count))
        {
            return false;
        }
        _entries.Add(new(key, value));
        return true;
    }

    public void Set(in Value key, in Value value)
    {
        if (_positions.TryGetValue(key, out var position))
        {
            _entries[position] = new(key, value);
        }
        else
        {
            TryAdd(key, value);
        }
    }

    public void Set(string key, in Value value) => Set(Value.Of(key), value);

    public long Count(long handle) => _entries.Count;

    public bool TryFind(long handle, in Value key, out Value value)
    {
        if (_positions.TryGetValue(key, out var position))
        {
            value = _entries[position].Value;
            return true;
        }
        value = default;
        return false;
    }

    public bool TryFind(long handle, MapKey key, out Value value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return TryFind(handle, key.Value, out value);
    }

    public bool MoveNext(long handle, ref long cursor, out Value key, out Value value)
    {
        if (cursor < _entries.Count)
        {
            (key, value) = _entries[(int)cursor++];
            return true;
        }
        (key, value) = (default, default);
        return false;
    }
}
