using System.Collections.Immutable;
using Gatehouse.Manifests.Storage;

namespace Gatehouse.Manifests.Edges;

/// <summary>Answer to <c>GET /v1/manifests</c>. <paramref name="NextPageToken"/> is empty on the last page.</summary>
public sealed record ManifestList(ImmutableArray<StoredManifest> Manifests, string NextPageToken);
