using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A map that a macro is still inserting into.</summary>
internal sealed class MapCollector : IMapSource
{
    public TableMapSource Table { get; } = new();

    public long Count(long handle) => Table.Count(0);

    public bool TryFind(long handle, in Value key, out Value value) => Table.TryFind(0, key, out value);

    public bool TryFind(long handle, MapKey key, out Value value) => Table.TryFind(0, key, out value);

    public bool MoveNext(long handle, ref long cursor, out Value key, out Value value) => Table.MoveNext(0, ref cursor, out key, out value);
}
