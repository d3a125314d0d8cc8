using System.Collections.Immutable;

namespace Gatehouse.Attestation.Notation;

/// <summary>What a signature is about (OCI image-spec, "Content Descriptors").</summary>
/// <param name="Digest">With its algorithm, as written: <c>sha256:…</c>.</param>
public sealed record ArtifactDescriptor(string MediaType, string Digest, long SizeBytes)
{
    /// <summary>User metadata that is signed along.</summary>
    public ImmutableDictionary<string, string> Annotations { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string? ArtifactType { get; init; }

    /// <summary>Whether both name the same content; metadata does not count.</summary>
    public bool IsSameContent(ArtifactDescriptor other) => MediaType == other.MediaType && Digest == other.Digest && SizeBytes == other.SizeBytes;
}
