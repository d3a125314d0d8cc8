using System.Collections.Immutable;

namespace Gatehouse.Attestation.Cosign;

/// <summary>What to push so that an image is signed.</summary>
/// <param name="Blobs">To be there before the manifest.</param>
public sealed record SignedManifest(string Tag, ReadOnlyMemory<byte> Manifest, ImmutableArray<ReadOnlyMemory<byte>> Blobs);
