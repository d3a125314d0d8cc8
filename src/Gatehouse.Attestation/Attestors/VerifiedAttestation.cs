using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Attestors;

/// <summary>An attestation that holds.</summary>
/// <param name="Signer">The first good signature or token; <see cref="Signer.KeyId"/> is the attestor's id of the key.</param>
/// <param name="Ignored">Why those before it did not count.</param>
public sealed record VerifiedAttestation(Signer Signer, ImmutableArray<Failure> Ignored);
