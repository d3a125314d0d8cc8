using System.Collections.Frozen;
using System.Globalization;
using Gatehouse.Api.V1;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Changes;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Paging;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Notifications;

/// <summary>
/// Delivers the changes of one subscription in order, each at least once and always under the same id. A webhook that fails is tried again with growing waits;
/// when the attempts are used up the notification is set aside and the next one goes on.
/// </summary>
public sealed partial class SubscriptionDelivery(
    ChangeFeed feed, ChangeEvents events, SubscriptionStore store, WebhookSender sender, ListQueries lists, IOptions<NotificationOptions> options, TimeProvider time, ILogger<SubscriptionDelivery> logger)
{
    private static readonly FrozenSet<string> Collections = FrozenSet.Create("notes", "occurrences");
    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(2);

    public async Task RunAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            var selection = Select(subscription);
            var unsaved = false;
            var savedAt = time.GetUtcNow();
            while (true)
            {
                var changes = await feed.ReadAsync(subscription.DeliveredRevision, cancellationToken);
                foreach (var change in changes)
                {
                    if (await events.SelectAsync(change, selection, cancellationToken) is { } selected)
                    {
                        unsaved |= await DeliverAsync(subscription, selected, cancellationToken);
                    }

                    subscription.DeliveredRevision = change.Revision;
                }

                if (unsaved && (changes.IsEmpty || time.GetUtcNow() - savedAt > SaveInterval))
                {
                    await store.SaveProgressAsync(subscription, null, cancellationToken);
                    (unsaved, savedAt) = (false, time.GetUtcNow());
                }

                if (changes.IsEmpty)
                {
                    await feed.WaitAsync(subscription.DeliveredRevision, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The subscription is gone or the server stops; what was delivered since the last save is delivered again, under the same ids.
        }
        catch (Exception exception)
        {
            Interrupted(subscription.Name, exception);
        }
    }

    /// <returns>Whether progress is worth saving; after setting one aside it has been saved.</returns>
    private async Task<bool> DeliverAsync(Subscription subscription, ChangeEvent change, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{subscription.Name.Split('/')[^1]}.{change.Revision}");
        var (contentType, body) = NotificationBody.Render(change, subscription.Format, id);
        for (var attempt = 1; ; attempt++)
        {
            if (await sender.TrySendAsync(subscription, id, contentType, body, cancellationToken) is not { } error)
            {
                subscription.LastError = "";
                return true;
            }

            subscription.LastError = error;
            NotDelivered(id, attempt, error);
            if (attempt == options.Value.Attempts)
            {
                await SetAsideAsync(subscription, change, id, body, attempt, cancellationToken);
                return false;
            }

            await Task.Delay(WaitAfter(attempt), time, cancellationToken);
        }
    }

    private async Task SetAsideAsync(Subscription subscription, ChangeEvent change, string id, string body, int attempts, CancellationToken cancellationToken)
    {
        subscription.DeliveredRevision = change.Revision;
        var letter = new DeadLetter
        {
            Id = id,
            Revision = change.Revision,
            SetAsideTime = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
            Attempts = attempts,
            LastError = subscription.LastError,
            Body = body,
        };
        await store.SaveProgressAsync(subscription, letter, cancellationToken);
    }

    /// <summary>Doubles from attempt to attempt, with up to a fifth of chance so that many webhooks do not come back at once.</summary>
    private TimeSpan WaitAfter(int attempt)
    {
        var seconds = Math.Min(options.Value.FirstWaitSeconds * Math.Pow(2, attempt - 1), options.Value.LongestWaitSeconds);
        return TimeSpan.FromSeconds(seconds * (1 + (Random.Shared.NextDouble() / 5)));
    }

    private ChangeSelection Select(Subscription subscription)
    {
        var errors = new List<FieldError>();
        var occurrences = lists.ParseFilter(subscription.Filter, FilterSchema.Occurrences, errors);
        var notes = lists.ParseFilter(subscription.Filter, FilterSchema.Notes, errors = []);
        return new()
        {
            Project = ProjectName.FromId(subscription.Name.Split('/')[1]),
            Collections = Collections,
            HasFilter = !string.IsNullOrWhiteSpace(subscription.Filter),
            Occurrences = occurrences,
            // A filter that names fields only occurrences have selects no notes.
            Notes = errors.Count == 0 ? notes : new FilterExpression.Or([]),
        };
    }

    [LoggerMessage(1202, LogLevel.Warning, "Notification {Id} was not delivered (attempt {Attempt}): {Error}")]
    private partial void NotDelivered(string id, int attempt, string error);

    [LoggerMessage(1203, LogLevel.Error, "Delivery of {Subscription} was interrupted and starts again")]
    private partial void Interrupted(string subscription, Exception exception);
}
