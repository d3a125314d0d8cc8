namespace Gatehouse.Cel.Values;

/// <summary>
/// Where the items of lists are. One source may hold many lists (a JSON document does): the handle, kept in the <see cref="Value"/>, tells which,
/// so that a list inside a document costs no object.
/// </summary>
public interface IListSource
{
    long Count(long handle);

    /// <summary>The item at an index within [0, Count).</summary>
    Value Item(long handle, long index);

    /// <summary>Steps through the list in order; <paramref name="cursor"/> starts at zero and means something to the source only.</summary>
    bool MoveNext(long handle, ref long cursor, out Value item);
}
