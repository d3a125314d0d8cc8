using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Manifests.Storage;

/// <summary>
/// All manifests, whatever their kind and wherever they come from. They are documents beside the records: written in the same order of changes, with the same
/// audit. Thread-safe; calls are atomic.
/// </summary>
public sealed class ManifestStore(IRecordStore records, IDocumentStore documents, TimeProvider time)
{
    /// <summary>Collection of the stored documents; their keys are <c>KIND/NAMESPACE/NAME</c>.</summary>
    public const string Collection = "manifests";

    private const int Attempts = 10;
    private const int PageSize = 500;

    /// <summary>
    /// Makes the documents what is stored, all or none. A document that is stored already changes nothing, not even its generation. Throws <c>ABORTED</c> when others
    /// keep changing the same manifests.
    /// </summary>
    /// <param name="isDryRun">Only says what would change.</param>
    public async ValueTask<ImmutableArray<ManifestChange>> ApplyAsync(
        ImmutableArray<ManifestDocument> manifests, bool isDryRun, WriteOrigin origin, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var plans = await PlanAsync(manifests, cancellationToken);
            var writes = plans.Select(p => p.Write).OfType<RecordWrite>().ToImmutableArray();
            if (isDryRun || writes.IsEmpty || await CommitAsync(writes, origin, cancellationToken))
            {
                return [.. plans.Select(p => p.Change)];
            }
        }

        throw Errors.Aborted("others keep changing these manifests; apply again");
    }

    public async ValueTask<StoredManifest?> FindAsync(ManifestKey key, CancellationToken cancellationToken) =>
        await documents.FindDocumentAsync(Collection, key.ToString(), cancellationToken) is { } document ? StoredManifest.From(document) : null;

    /// <summary>A page of manifests in the order of their keys.</summary>
    /// <param name="prefix">For example <c>ImageSecurityPolicy/production/</c>; empty for all.</param>
    /// <param name="after">Key of the last one seen; empty to begin.</param>
    public async ValueTask<ImmutableArray<StoredManifest>> ListAsync(string prefix, string after, int limit, CancellationToken cancellationToken) =>
        [.. (await documents.ListDocumentsAsync(Collection, prefix, after, limit, cancellationToken)).Select(StoredManifest.From)];

    /// <summary>All manifests of a kind in a namespace, in the order of their names.</summary>
    public async ValueTask<ImmutableArray<StoredManifest>> ListAsync(string kind, string @namespace, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<StoredManifest>();
        ImmutableArray<StoredManifest> page;
        do
        {
            page = await ListAsync($"{kind}/{@namespace}/", all.Count == 0 ? "" : all[^1].Key.ToString(), PageSize, cancellationToken);
            all.AddRange(page);
        }
        while (page.Length == PageSize);
        return all.ToImmutable();
    }

    /// <returns>False when there is none.</returns>
    public async ValueTask<bool> DeleteAsync(ManifestKey key, WriteOrigin origin, CancellationToken cancellationToken)
    {
        var write = new RecordWrite.DeleteDocument(Collection, key.ToString(), "", null);
        return await records.CommitAsync(new([write], origin, time.GetUtcNow()), cancellationToken) is CommitOutcome.Committed;
    }

    private async ValueTask<bool> CommitAsync(ImmutableArray<RecordWrite> writes, WriteOrigin origin, CancellationToken cancellationToken) =>
        await records.CommitAsync(new(writes, origin, time.GetUtcNow()), cancellationToken) is CommitOutcome.Committed;

    private async ValueTask<List<(ManifestChange Change, RecordWrite? Write)>> PlanAsync(ImmutableArray<ManifestDocument> manifests, CancellationToken cancellationToken)
    {
        var plans = new List<(ManifestChange, RecordWrite?)>();
        foreach (var manifest in manifests)
        {
            plans.Add(Plan(manifest, await FindAsync(manifest.Key, cancellationToken)));
        }

        return plans;
    }

    private (ManifestChange Change, RecordWrite? Write) Plan(ManifestDocument manifest, StoredManifest? stored)
    {
        var content = JsonElement.Parse(manifest.Content.Span);
        var differences = stored is null ? [] : ManifestDifference.Between(stored.Manifest, content);
        var type = stored is null ? ManifestChangeType.Created : differences.IsEmpty ? ManifestChangeType.Unchanged : ManifestChangeType.Changed;
        var generation = (stored?.Generation ?? 0) + (type == ManifestChangeType.Unchanged ? 0 : 1);
        var (kind, @namespace, name) = manifest.Key;
        var change = new ManifestChange(kind, @namespace, name, type, generation, differences);
        if (type == ManifestChangeType.Unchanged)
        {
            return (change, null);
        }

        var now = time.GetUtcNow();
        var next = new StoredManifest(kind, @namespace, name, generation, stored?.CreateTime ?? now, now, 0, content);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(next, ManifestJson.Default.StoredManifest);
        return (change, new RecordWrite.PutDocument(Collection, manifest.Key.ToString(), "", bytes, stored?.Revision ?? 0));
    }
}
