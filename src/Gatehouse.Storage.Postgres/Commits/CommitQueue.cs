using System.Threading.Channels;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>
/// Group commit of one replica: while a transaction is on its way, further sets gather and become the next one. A full queue makes callers wait.
/// </summary>
internal sealed class CommitQueue : IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly Action<long> _committed;
    private readonly Channel<PendingCommit> _queue;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    /// <param name="committed">Told the last revision of every commit.</param>
    public CommitQueue(PostgresDatabase database, Action<long> committed)
    {
        (_database, _committed) = (database, committed);
        _queue = Channel.CreateBounded<PendingCommit>(new BoundedChannelOptions(database.Options.CommitQueueLength) { SingleReader = true });
        _loop = Task.Run(WriteAsync);
    }

    /// <summary>Cancellation is heeded until the set is taken from the queue; from then on its outcome is awaited.</summary>
    public async ValueTask<CommitOutcome> CommitAsync(WriteSet set, CancellationToken cancellationToken)
    {
        WriteNames.RequireStorable(set);
        var pending = new PendingCommit(set, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreUnavailableException("The server is stopping: send the call to another replica or once more after its start.", exception);
        }

        return await pending.Outcome;
    }

    /// <summary>Writes what has been queued, then ends; gives up at once when the database is away.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            var group = TakeGroup();
            if (group.Count > 0)
            {
                await CommitGroupAsync(group);
            }
        }
    }

    private List<PendingCommit> TakeGroup()
    {
        var group = new List<PendingCommit>();
        var writes = 0;
        while (_queue.Reader.TryPeek(out var next) && (group.Count == 0 || Fits(next, writes)))
        {
            _queue.Reader.TryRead(out _);
            if (next.TryCancel())
            {
                continue;
            }

            group.Add(next);
            writes += Math.Max(1, next.Set.Writes.Length);
            if (next.Sweeps)
            {
                break;
            }
        }

        return group;
    }

    private bool Fits(PendingCommit next, int writes) => !next.Sweeps && writes + next.Set.Writes.Length <= _database.Options.WritesPerTransaction;

    private async Task CommitGroupAsync(List<PendingCommit> group)
    {
        try
        {
            var attempt = new CommitAttempt([.. group.Select(p => p.Set)]);
            var outcomes = await RepeatAsync(attempt);
            _committed(attempt.Revision);
            for (var i = 0; i < group.Count; i++)
            {
                group[i].Complete(outcomes[i]);
            }
        }
        catch (Exception exception) when (group.Count == 1 || exception is not PostgresException)
        {
            group.ForEach(p => p.Fail(exception is PostgresException e && DatabaseFailure.IsUnavailable(e) ? DatabaseFailure.Unavailable(e) : exception));
        }
        catch (PostgresException)
        {
            // One of the sets cannot be written, and must not keep the others from it.
            foreach (var pending in group)
            {
                await CommitGroupAsync([pending]);
            }
        }
    }

    /// <summary>The attempt keeps its id, so that a repetition after a lost connection finds what the one before has done.</summary>
    private async Task<CommitOutcome[]> RepeatAsync(CommitAttempt attempt)
    {
        var retries = _database.StartRetries();
        while (true)
        {
            try
            {
                await using var connection = await _database.OpenAsync(CancellationToken.None);
                return await attempt.RunAsync(connection);
            }
            catch (Exception exception) when (DatabaseFailure.IsTransient(exception) || exception is PostgresException { SqlState: "57014" })
            {
                if (retries.IsOver || _stop.IsCancellationRequested)
                {
                    throw attempt.MayHaveCommitted ? Unknown(exception) : DatabaseFailure.Unavailable(exception);
                }
            }

            try
            {
                await retries.PauseAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                // Stopping: one last attempt without a pause.
            }
        }
    }

    private static StoreUnavailableException Unknown(Exception exception) => new(
        $"PostgreSQL went away during a commit, and whether the write took place could not be found out in time: {exception.Message}. "
        + "Once it is back, read before writing again, or repeat the call with its request id.", exception);
}
