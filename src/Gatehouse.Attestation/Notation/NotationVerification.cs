using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>Judges notation signatures (trust store and trust policy specification, "Signature evaluation"). Pure: the same request always gives the same result.</summary>
public static class NotationVerification
{
    public static NotationResult Verify(NotationRequest request)
    {
        if (request.Statement.Level.SkipsAll)
        {
            return new(request.Statement, [.. Enum.GetValues<ValidationType>().Select(t => NotMade(request, t))], null);
        }
        var parsed = SignatureEnvelope.Parse(request.MediaType, request.Envelope, request.Limits);
        var integrity = parsed.Succeeded ? IntegrityCheck.Check(parsed.Found, request) : parsed.Failures;
        return integrity.IsEmpty ? JudgeTrust(request, parsed.Value) : new(
            request.Statement,
            [Made(request, ValidationType.Integrity, integrity), .. Enum.GetValues<ValidationType>().Skip(1).Select(t => NotMade(request, t))],
            parsed.Found);
    }

    /// <summary>Judges the signatures of one artifact until one passes; those beyond <see cref="NotationLimits.Signatures"/> are not looked at.</summary>
    /// <returns>In order, the one that passed last; when none did, the artifact is not signed as the policy wants.</returns>
    public static ImmutableArray<NotationResult> VerifyAny(IEnumerable<NotationRequest> signatures, NotationLimits? limits = null)
    {
        var results = ImmutableArray.CreateBuilder<NotationResult>();
        foreach (var request in signatures.Take((limits ?? NotationLimits.Default).Signatures))
        {
            results.Add(Verify(request));
            if (results[^1].Passed)
            {
                break;
            }
        }
        return results.ToImmutable();
    }

    private static NotationResult JudgeTrust(NotationRequest request, SignatureEnvelope envelope)
    {
        var timestamp = AuthenticTimestamp.Check(envelope, request.Statement, request.TrustStore, request.Now);
        // A revoked authority's token proves nothing; whether its state is known at all is for the validation of revocation.
        ImmutableArray<Failure> authority = [.. RevocationCheck.Check(timestamp.AuthorityChain, request.Revocation, null)];
        ImmutableArray<Failure> revoked = [.. authority.Where(f => f.Reason is FailureReason.CertificateRevoked)];
        var signedBy = revoked.IsEmpty ? timestamp.SignedBy : null;
        return new(
            request.Statement,
            [
                Made(request, ValidationType.Integrity, []),
                Made(request, ValidationType.Authenticity, AuthenticityCheck.Check(envelope, request.Statement, request.TrustStore)),
                Made(request, ValidationType.AuthenticTimestamp, [.. timestamp.Failures, .. revoked]),
                Made(request, ValidationType.Expiry, CheckExpiry(envelope, request.Now)),
                Action(request, ValidationType.Revocation) is ValidationAction.Skip
                    ? NotMade(request, ValidationType.Revocation)
                    : Made(request, ValidationType.Revocation, [.. RevocationCheck.Check(envelope.Chain, request.Revocation, signedBy), .. authority]),
            ],
            envelope);
    }

    private static ImmutableArray<Failure> CheckExpiry(SignatureEnvelope envelope, DateTimeOffset now) => envelope.Attributes.Expiry is { } expiry && now >= expiry
        ? [new(FailureReason.SignatureExpired, VerificationStep.Time, $"the signature expired at {expiry:u}, it is {now:u}")]
        : [];

    private static ValidationResult Made(NotationRequest request, ValidationType type, ImmutableArray<Failure> failures) => new(type, Action(request, type), true, failures);

    private static ValidationResult NotMade(NotationRequest request, ValidationType type) => new(type, Action(request, type), false, []);

    private static ValidationAction Action(NotationRequest request, ValidationType type) => request.Statement.Level.Actions[type];
}
