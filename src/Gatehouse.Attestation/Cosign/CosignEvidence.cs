using Gatehouse.Attestation.Bundles;

namespace Gatehouse.Attestation.Cosign;

/// <summary>A signature found beside an image, brought into the form of a bundle.</summary>
/// <param name="Payload">The simple signing payload that is signed; null for an envelope, which holds its own.</param>
internal sealed record CosignEvidence(SigstoreBundle Bundle, ReadOnlyMemory<byte>? Payload);
