using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access.Refusals;

/// <summary>
/// Writes refusals to the audit behind the requests that caused them. Never blocks: when the queue is full (the store is slow or down) a refusal is counted in
/// <c>gatehouse.access.refusals.dropped</c> and let go. Equal refusals of one batch become one record that says how many they were.
/// </summary>
public sealed partial class RefusalLog : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("Gatehouse.Access");
    private static readonly Counter<long> Dropped = Meter.CreateCounter<long>("gatehouse.access.refusals.dropped", "{refusal}", "Refusals that the audit could not take");
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("gatehouse.access.refusals", "{refusal}", "Calls that were refused");
    private readonly Channel<Refusal> _queue;
    private readonly IAuditStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<RefusalLog> _logger;
    private long _dropped;

    public RefusalLog(IAuditStore store, TimeProvider time, IOptions<AccessOptions> options, ILogger<RefusalLog> logger)
    {
        (_store, _time, _logger) = (store, time, logger);
        _queue = Channel.CreateBounded<Refusal>(new BoundedChannelOptions(options.Value.RefusalQueue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    /// <summary>How many refusals were let go since the start.</summary>
    public long DroppedCount => Interlocked.Read(ref _dropped);

    public void Add(WriteOrigin origin, string resource, string outcome, string reason)
    {
        Refused.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        if (!_queue.Writer.TryWrite(new(0, _time.GetUtcNow(), origin, resource, outcome, reason)))
        {
            Interlocked.Increment(ref _dropped);
            Dropped.Add(1);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } running)
        {
            await Task.WhenAny(running, Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken));
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.Reader.WaitToReadAsync(stoppingToken))
        {
            await AppendAsync(TakeBatch(), stoppingToken);
        }
    }

    private ImmutableArray<Refusal> TakeBatch()
    {
        var batch = new List<Refusal>();
        while (batch.Count < BatchSize && _queue.Reader.TryRead(out var refusal))
        {
            batch.Add(refusal);
        }

        return [.. batch.GroupBy(r => r with { Time = default }).Select(g => g.Count() == 1 ? g.First() : g.First() with { Reason = $"{g.Key.Reason} ({g.Count()} times)" })];
    }

    private async Task AppendAsync(ImmutableArray<Refusal> batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _store.AppendRefusalsAsync(batch, cancellationToken);
                return;
            }
            catch (StoreUnavailableException exception)
            {
                StoreUnavailable(batch.Length, exception);
                await Task.Delay(RetryDelay, _time, cancellationToken);
            }
        }
    }

    [LoggerMessage(1310, LogLevel.Warning, "{Count} refusals wait for the store")]
    private partial void StoreUnavailable(int count, Exception exception);
}
