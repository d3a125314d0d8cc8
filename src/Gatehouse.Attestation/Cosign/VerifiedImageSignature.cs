using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.SimpleSigning;

namespace Gatehouse.Attestation.Cosign;

/// <summary>A signature or attestation on an image by somebody the policy names.</summary>
/// <param name="Payload">Null for an attestation.</param>
/// <param name="PredicateType">Of the signed statement; null for a signature in the older form.</param>
public sealed record VerifiedImageSignature(VerifiedBundle Bundle, SimpleSigningPayload? Payload, string? PredicateType)
{
    /// <summary>Null for a signature in the older form.</summary>
    public Envelope? Envelope => Bundle.Bundle.Envelope;
}
