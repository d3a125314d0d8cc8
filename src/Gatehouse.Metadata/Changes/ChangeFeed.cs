using System.Collections.Immutable;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Changes;

/// <summary>
/// Follows the store and keeps its latest changes in memory for all readers. Readers pull from where they are, so a slow one holds up nobody and
/// costs no buffer of its own: when it falls out of the shared one it reads from the store.
/// </summary>
public sealed partial class ChangeFeed(IChangeStore store, IOptions<ChangeOptions> options, TimeProvider time, ILogger<ChangeFeed> logger) : BackgroundService
{
    private const int BatchSize = 1_000;
    private readonly Lock _lock = new();
    private readonly Queue<Change> _recent = new();
    private TaskCompletionSource _arrived = NewSignal();
    private long _first = long.MaxValue;
    private long _last;

    /// <summary>Revision of the last change that readers can see.</summary>
    public long Revision => Volatile.Read(ref _last);

    /// <summary>Changes after a revision: from memory when they are still there, else from the store. Empty when there are none yet.</summary>
    public async ValueTask<ImmutableArray<Change>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (after >= _last)
            {
                return [];
            }

            if (after + 1 >= _first)
            {
                return [.. _recent.SkipWhile(c => c.Revision <= after).Take(BatchSize)];
            }
        }

        return await store.ListChangesAsync(new() { After = after, UpTo = Revision, Limit = BatchSize }, cancellationToken);
    }

    /// <summary>Waits until a change after a revision can be read.</summary>
    public Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return after < _last ? Task.CompletedTask : _arrived.Task.WaitAsync(cancellationToken);
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _last = await store.GetRevisionAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await store.WaitForChangeAsync(Revision, stoppingToken);
                Publish(await store.ListChangesAsync(new() { After = Revision, Limit = BatchSize }, stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Interrupted(exception);
                await Task.Delay(TimeSpan.FromMilliseconds(250), time, stoppingToken);
            }
        }
    }

    private void Publish(ImmutableArray<Change> changes)
    {
        if (changes.IsEmpty)
        {
            return;
        }

        TaskCompletionSource arrived;
        lock (_lock)
        {
            foreach (var change in changes)
            {
                _recent.Enqueue(change);
            }

            while (_recent.Count > options.Value.BufferedChanges)
            {
                _recent.Dequeue();
            }

            _first = _recent.Peek().Revision;
            _last = changes[^1].Revision;
            (arrived, _arrived) = (_arrived, NewSignal());
        }

        arrived.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(1101, LogLevel.Warning, "The change feed was interrupted and goes on")]
    private partial void Interrupted(Exception exception);
}
