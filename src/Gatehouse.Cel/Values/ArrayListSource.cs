namespace Gatehouse.Cel.Values;

/// <summary>A list in an array.</summary>
public sealed class ArrayListSource(Value[] items) : IListSource
{
    internal Value[] Items => items;

    public long Count(long handle) => items.Length;

    public Value Item(long handle, long index) => items[index];

    public bool MoveNext(long handle, ref long cursor, out Value item)
    {
        if (cursor < items.Length)
        {
            item = items[cursor++];
            return true;
        }
        item = default;
        return false;
    }
}
