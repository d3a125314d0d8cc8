using System.Collections.Immutable;
using System.Security.Cryptography;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Attestation.Cosign;

/// <summary>What has been fetched of one repository of a registry: tags, manifests and blobs. Content that is not what its digest says counts as absent.</summary>
public sealed record OciRepository
{
    /// <summary>From a tag to the digest of its manifest.</summary>
    public ImmutableDictionary<string, Digest> Tags { get; init; } = ImmutableDictionary<string, Digest>.Empty;

    /// <summary>Manifests, indexes and blobs.</summary>
    public ImmutableDictionary<Digest, ReadOnlyMemory<byte>> Content { get; init; } = ImmutableDictionary<Digest, ReadOnlyMemory<byte>>.Empty;

    /// <summary>From an image to the manifests that the referrers API lists for it; the tag that stands in for that API is looked up in <see cref="Tags"/>.</summary>
    public ImmutableDictionary<Digest, ImmutableArray<Digest>> Referrers { get; init; } = ImmutableDictionary<Digest, ImmutableArray<Digest>>.Empty;

    public ReadOnlyMemory<byte>? Find(Digest digest) =>
        Content.TryGetValue(digest, out var content) && $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content.Span))}" == digest.ToString()
            ? content
            : default(ReadOnlyMemory<byte>?);

    public ReadOnlyMemory<byte>? FindTagged(string tag) => Tags.TryGetValue(tag, out var digest) ? Find(digest) : null;
}
