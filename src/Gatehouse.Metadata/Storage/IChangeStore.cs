using System.Collections.Immutable;

namespace Gatehouse.Metadata.Storage;

/// <summary>The order of all changes.</summary>
public interface IChangeStore
{
    /// <summary>Changes in order. A revision is visible only when all before it are.</summary>
    ValueTask<ImmutableArray<Change>> ListChangesAsync(ChangeQuery query, CancellationToken cancellationToken);

    /// <summary>Revision of the last visible change; 0 for an empty store.</summary>
    ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken);

    /// <summary>Revision of the oldest change that is still kept, minus one: a reader that has seen less has missed something.</summary>
    ValueTask<long> GetTrimmedRevisionAsync(CancellationToken cancellationToken);

    /// <summary>Waits until a revision above <paramref name="after"/> is visible, whichever process committed it.</summary>
    ValueTask WaitForChangeAsync(long after, CancellationToken cancellationToken);
}
