using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Access;
using Gatehouse.Artifacts.Content;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Admission.Pinning;

/// <summary>Keeps what tags were found to mean: a document for each pair of a tag and a digest, so that a tag that was moved shows.</summary>
internal sealed class ResolutionStore(IRecordStore records, IDocumentStore documents)
{
    public const string Collection = "resolutions";

    public async ValueTask KeepAsync(Resolution resolution, string principal, string address, CancellationToken cancellationToken)
    {
        var key = $"{resolution.Image}@{resolution.Digest}";
        if (await documents.FindDocumentAsync(Collection, key, cancellationToken) is not null)
        {
            return;
        }

        var content = JsonSerializer.SerializeToUtf8Bytes(resolution, ResolutionJson.Default.Resolution);

        // Somebody else who has kept the same in between has said it all.
        _ = await records.CommitAsync(new([new RecordWrite.PutDocument(Collection, key, "", content, 0)], new(principal, address, Permission.DecisionsMake), resolution.Time), cancellationToken);
    }

    /// <summary>In the order of images.</summary>
    /// <param name="image">Only of images whose name begins so; empty for all.</param>
    /// <param name="after">Key of the last one seen; empty to begin.</param>
    public async ValueTask<ImmutableArray<Resolution>> ListAsync(string image, string after, int limit, CancellationToken cancellationToken) =>
        [.. (await documents.ListDocumentsAsync(Collection, image, after, limit, cancellationToken)).Select(d => JsonSerializer.Deserialize(d.Content.Span, ResolutionJson.Default.Resolution)!)];

    public static string NameOf(ImageReference image) => $"{image.Name}:{image.Tag ?? "latest"}";
}
