using System.Globalization;
using System.Text;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Notifications;

/// <summary>
/// Held by the one replica that delivers. Renewed while held; free again half a minute after its holder is gone. The times are those of the replicas' clocks, which
/// have to agree to a few seconds; if they do not, a notification may go out twice, with the same id.
/// </summary>
public sealed class DeliveryLease(IRecordStore records, IDocumentStore documents, TimeProvider time)
{
    private const string Collection = "leases";
    private const string Key = "notifications";
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private readonly string _holder = Guid.NewGuid().ToString();
    private DateTimeOffset _renewAt = DateTimeOffset.MinValue;

    public async ValueTask<bool> TryHoldAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now < _renewAt)
        {
            return true;
        }

        var current = await documents.FindDocumentAsync(Collection, Key, cancellationToken);
        if (current is not null && Read(current) is var (holder, until) && holder != _holder && until > now)
        {
            return false;
        }

        var content = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_holder} {now + Length:O}"));
        var write = new RecordWrite.PutDocument(Collection, Key, "", content, current?.Revision ?? 0);
        var held = await records.CommitAsync(new([write], new("gatehouse", "", "gatehouse.subscriptions.deliver"), now), cancellationToken) is CommitOutcome.Committed;
        _renewAt = held ? now + (Length / 2) : DateTimeOffset.MinValue;
        return held;
    }

    private static (string Holder, DateTimeOffset Until) Read(Document document)
    {
        var parts = Encoding.UTF8.GetString(document.Content.Span).Split(' ');
        return (parts[0], DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
