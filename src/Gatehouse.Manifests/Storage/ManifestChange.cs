using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Gatehouse.Manifests.Storage;

/// <summary>What applying one document does.</summary>
/// <param name="Generation">After it.</param>
/// <param name="Differences">Empty unless something there was changed.</param>
public sealed record ManifestChange(string Kind, string Namespace, string Name, ManifestChangeType Change, long Generation, ImmutableArray<ManifestDifference> Differences);

[JsonConverter(typeof(JsonStringEnumConverter<ManifestChangeType>))]
public enum ManifestChangeType
{
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,
    [JsonStringEnumMemberName("created")]
    Created,
    [JsonStringEnumMemberName("changed")]
    Changed,
}
