namespace Gatehouse.Metadata.Storage;

/// <summary>A whole store, out and in.</summary>
public interface ISnapshotStore
{
    /// <summary>Everything as of one moment, streamed, while the store goes on serving.</summary>
    IAsyncEnumerable<SnapshotItem> ReadSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Puts a snapshot in the place of everything, in one transaction. The revision goes on from the higher of the two, and readers of changes who come from before are told
    /// that they have missed something (<see cref="IChangeStore.GetTrimmedRevisionAsync"/>).
    /// </summary>
    ValueTask RestoreAsync(IEnumerable<SnapshotItem> items, WriteOrigin origin, DateTimeOffset time, CancellationToken cancellationToken);
}
