using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Envelopes;

/// <summary>An envelope of which enough signatures hold. Only now is the payload worth reading.</summary>
/// <param name="Signers">One for each distinct key, in the order of signatures.</param>
/// <param name="Ignored">Why other signatures did not count.</param>
public sealed record VerifiedEnvelope(Envelope Envelope, ImmutableArray<Signer> Signers, ImmutableArray<Failure> Ignored);
