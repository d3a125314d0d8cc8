using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A list that a macro is still appending to. Whoever else got hold of it sees as many items as were there then: the handle is the count.</summary>
internal sealed class ListCollector : IListSource
{
    private Value[] _items = new Value[4];
    private int _count;

    public Value Append(in Value item)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }
        _items[_count++] = item;
        return Value.List(this, _count);
    }

    /// <summary>Whether a value is this list with all its items, so that appending in place changes nothing seen before.</summary>
    public bool IsWhole(long handle) => handle == _count;

    public Value[] ToArray() => _items.Length == _count ? _items : _items[.._count];

    public long Count(long handle) => handle;

    public Value Item(long handle, long index) => _items[index];

    public bool MoveNext(long handle, ref long cursor, out Value item)
    {
        item = cursor < handle ? _items[cursor] : default;
        return cursor++ < handle;
    }
}
