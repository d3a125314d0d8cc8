namespace Gatehouse.Cel.Values;

/// <summary>Two lists one after the other, copied only while short: doubling a list again and again then takes no memory.</summary>
internal sealed class ConcatenatedListSource : IListSource
{
    private const int CopyLimit = 64;
    private readonly Value _left;
    private readonly Value _right;
    private readonly long _leftCount;
    private readonly long _count;

    private ConcatenatedListSource(in Value left, in Value right, long leftCount, long count)
    {
        _left = left;
        _right = right;
        _leftCount = leftCount;
        _count = count;
    }

    public static Value Concatenate(in Value left, in Value right)
    {
        var leftCount = left.ListCount;
        var rightCount = right.ListCount;
        if (leftCount == 0 || rightCount == 0)
        {
            return leftCount == 0 ? right : left;
        }
        if (leftCount + rightCount < 0)
        {
            return CelError.Create("list is too long");
        }
        return leftCount + rightCount > CopyLimit
            ? Value.List(new ConcatenatedListSource(left, right, leftCount, leftCount + rightCount))
            : Value.List(Copy(left, right, (int)(leftCount + rightCount)));
    }

    private static Value[] Copy(in Value left, in Value right, int count)
    {
        var items = new Value[count];
        var index = 0;
        for (var cursor = 0L; left.ListSource.MoveNext(left.Handle, ref cursor, out var item);)
        {
            items[index++] = item;
        }
        for (var cursor = 0L; right.ListSource.MoveNext(right.Handle, ref cursor, out var item);)
        {
            items[index++] = item;
        }
        return items;
    }

    public long Count(long handle) => _count;

    // A loop, not a recursion: a long chain of sums is as deep as it has terms.
    public Value Item(long handle, long index)
    {
        var node = this;
        while (true)
        {
            var (side, at) = index < node._leftCount ? (node._left, index) : (node._right, index - node._leftCount);
            if (side.ListSource is not ConcatenatedListSource inner)
            {
                return side.ListItem(at);
            }
            (node, index) = (inner, at);
        }
    }

    public bool MoveNext(long handle, ref long cursor, out Value item)
    {
        if (cursor >= _count)
        {
            item = default;
            return false;
        }
        item = Item(0, cursor++);
        return true;
    }
}
