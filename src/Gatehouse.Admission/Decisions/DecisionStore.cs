using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Admission.Decisions;

/// <summary>Keeps decisions beside the records. Nothing ever changes one.</summary>
public sealed class DecisionStore(IRecordStore records, IDocumentStore documents)
{
    public const string Collection = "decisions";

    /// <summary>Durable when it returns. Throws <see cref="StoreUnavailableException"/> when it could not be kept.</summary>
    public async ValueTask KeepAsync(Decision decision, string address, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(decision, DecisionJson.Default.Decision);
        var write = new RecordWrite.PutDocument(Collection, decision.Id, "", content, 0);
        var origin = new WriteOrigin(decision.Principal, address, Permission.DecisionsMake);
        if (await records.CommitAsync(new([write], origin, decision.Time), cancellationToken) is not CommitOutcome.Committed)
        {
            throw new StoreUnavailableException($"decision {decision.Id} was not kept: its id is taken");
        }
    }

    public async ValueTask<Decision?> FindAsync(string id, CancellationToken cancellationToken) =>
        DecisionIds.IsValid(id) && await documents.FindDocumentAsync(Collection, id, cancellationToken) is { } document ? Read(document) : null;

    /// <summary>Newest first.</summary>
    /// <param name="after">Id of the last one seen; empty to begin.</param>
    public async ValueTask<ImmutableArray<Decision>> ListAsync(string after, int limit, CancellationToken cancellationToken) =>
        [.. (await documents.ListDocumentsAsync(Collection, "", after, limit, cancellationToken)).Select(Read)];

    private static Decision Read(Document document) => JsonSerializer.Deserialize(document.Content.Span, DecisionJson.Default.Decision)!;
}
