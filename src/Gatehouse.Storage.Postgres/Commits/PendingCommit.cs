using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>A set that waits for its outcome.</summary>
internal sealed class PendingCommit(WriteSet set, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<CommitOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WriteSet Set => set;

    public bool Sweeps { get; } = WriteNames.Sweeps(set);

    public Task<CommitOutcome> Outcome => _outcome.Task;

    public void Complete(CommitOutcome outcome) => _outcome.TrySetResult(outcome);

    public void Fail(Exception exception) => _outcome.TrySetException(exception);

    /// <summary>Whether the caller has gone before anything was done.</summary>
    public bool TryCancel() => cancellationToken.IsCancellationRequested && _outcome.TrySetCanceled(cancellationToken);
}
