namespace Gatehouse.Metadata.Storage;

/// <summary>One piece of a whole store as of one moment. The head comes first, then projects, notes, occurrences, documents and changes, each in the order of their revisions.</summary>
public abstract record SnapshotItem
{
    private SnapshotItem()
    {
    }

    /// <param name="Revision">The last revision that the snapshot holds.</param>
    public sealed record Head(long Revision) : SnapshotItem;

    public sealed record Project(StoredProject Value) : SnapshotItem;

    /// <param name="Wire">The message byte for byte.</param>
    public sealed record Note(long Sequence, long Revision, ReadOnlyMemory<byte> Wire) : SnapshotItem;

    /// <param name="Wire">The message byte for byte.</param>
    public sealed record Occurrence(long Sequence, long Revision, ReadOnlyMemory<byte> Wire) : SnapshotItem;

    public sealed record Document(Storage.Document Value) : SnapshotItem;

    public sealed record Change(Storage.Change Value) : SnapshotItem;
}
