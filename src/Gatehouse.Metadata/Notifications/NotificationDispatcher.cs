using Gatehouse.Metadata.Changes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Metadata.Notifications;

/// <summary>
/// Keeps a delivery running for each subscription: compares what is subscribed with what runs, after each change and on a timer.
/// Of several replicas the one that holds the lease delivers.
/// </summary>
public sealed partial class NotificationDispatcher(ChangeFeed feed, SubscriptionStore store, SubscriptionDelivery delivery, DeliveryLease lease, TimeProvider time, ILogger<NotificationDispatcher> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Run)> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var revision = -1L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReconcileAsync(await lease.TryHoldAsync(stoppingToken), stoppingToken);
                await SubscriptionsMayHaveChangedAsync(revision, stoppingToken);
                revision = feed.Revision;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Failed(exception);
                await Task.Delay(Interval, time, stoppingToken);
            }
        }
    }

    private async Task ReconcileAsync(bool deliver, CancellationToken stoppingToken)
    {
        var wanted = deliver ? (await store.ListAsync("", stoppingToken)).ToDictionary(s => s.Name) : [];
        foreach (var name in _running.Keys.Except(wanted.Keys).ToArray())
        {
            await _running[name].Stop.CancelAsync();
            _running.Remove(name);
        }

        foreach (var (name, subscription) in wanted)
        {
            if (!_running.TryGetValue(name, out var current) || current.Run.IsCompleted)
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                _running[name] = (stop, Task.Run(() => delivery.RunAsync(subscription, stop.Token), stop.Token));
            }
        }
    }

    /// <summary>Ends when a subscription was written, or after a while for the lease.</summary>
    private async Task SubscriptionsMayHaveChangedAsync(long after, CancellationToken stoppingToken)
    {
        var until = time.GetUtcNow() + Interval;
        after = after < 0 ? feed.Revision : after;
        while (time.GetUtcNow() < until)
        {
            try
            {
                await feed.WaitAsync(after, stoppingToken).WaitAsync(until - time.GetUtcNow(), time, stoppingToken);
            }
            catch (TimeoutException)
            {
                return;
            }

            var changes = await feed.ReadAsync(after, stoppingToken);
            if (changes.Any(c => c.Collection == "subscriptions"))
            {
                return;
            }

            after = changes.IsEmpty ? after : changes[^1].Revision;
        }
    }

    [LoggerMessage(1201, LogLevel.Error, "Deliveries could not be reconciled and are tried again")]
    private partial void Failed(Exception exception);
}
