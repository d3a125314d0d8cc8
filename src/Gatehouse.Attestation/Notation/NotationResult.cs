using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>How a signature was judged under a statement, validation by validation.</summary>
/// <param name="Validations">One for each <see cref="ValidationType"/>, in order.</param>
/// <param name="Envelope">Null when it could not be read, or was not looked at.</param>
public sealed record NotationResult(TrustPolicyStatement Statement, ImmutableArray<ValidationResult> Validations, SignatureEnvelope? Envelope)
{
    /// <summary>Whether the signature suffices; true too under the level skip, which asks for none.</summary>
    public bool Passed => !Validations.Any(v => v.Refuses);

    /// <summary>What refused the signature; empty when it passed.</summary>
    public ImmutableArray<Failure> Failures => [.. Validations.Where(v => v.Refuses).SelectMany(v => v.Failures)];

    /// <summary>What went wrong and is only to be logged.</summary>
    public ImmutableArray<Failure> Warnings => [.. Validations.Where(v => v.Action is ValidationAction.Log).SelectMany(v => v.Failures)];

    /// <summary>The subject of the signing certificate; null when authenticity did not pass, for then nobody vouches for it.</summary>
    public string? Signer => Validations.Any(v => v.Type is ValidationType.Authenticity && v.Passed) ? DistinguishedName.FromDer(Envelope!.Chain[0].Subject).Found?.ToString() : null;
}
