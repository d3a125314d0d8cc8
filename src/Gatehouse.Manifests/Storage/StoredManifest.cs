using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Manifests.Storage;

/// <summary>A manifest as stored.</summary>
/// <param name="Generation">Counts the changes of its content, from 1. An object that was deleted and comes back starts anew, at a later <paramref name="Revision"/>.</param>
/// <param name="Revision">Place of its last change in the order of all changes.</param>
/// <param name="Manifest">The document, canonical.</param>
public sealed record StoredManifest(
    string Kind, string Namespace, string Name, long Generation, DateTimeOffset CreateTime, DateTimeOffset UpdateTime, long Revision, JsonElement Manifest)
{
    [JsonIgnore]
    public ManifestKey Key => new(Kind, Namespace, Name);

    internal static StoredManifest From(Document document) =>
        JsonSerializer.Deserialize(document.Content.Span, ManifestJson.Default.StoredManifest)! with { Revision = document.Revision };
}
