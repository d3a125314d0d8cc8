namespace Gatehouse.Cel.Values;

/// <summary>Where the entries of maps are; handles as in <see cref="IListSource"/>. A lazy source may answer with an error value.</summary>
public interface IMapSource
{
    long Count(long handle);

    /// <summary>Finds an entry; numbers of any kind find a key that equals them.</summary>
    bool TryFind(long handle, in Value key, out Value value);

    /// <summary>Finds an entry by text, without making a value of the key.</summary>
    bool TryFind(long handle, MapKey key, out Value value);

    bool MoveNext(long handle, ref long cursor, out Value key, out Value value);
}
