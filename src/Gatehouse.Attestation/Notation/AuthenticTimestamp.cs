using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Timestamps;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>Whether the certificates were valid when the signature was made, as far as somebody trusted knows when that was.</summary>
public static class AuthenticTimestamp
{
    private const string BaselinePolicy = "0.4.0.2023.1.1";

    /// <param name="now">The instant of the verification.</param>
    public static AuthenticTimestampResult Check(SignatureEnvelope envelope, TrustPolicyStatement statement, TrustStore store, DateTimeOffset now)
    {
        if (envelope.Attributes.Scheme is SigningScheme.SigningAuthority)
        {
            var time = envelope.Attributes.SigningTime;
            return new(CheckValid(envelope.Chain, time, time), time, []);
        }
        ImmutableArray<TrustStoreName> authorities = [.. statement.TrustStores.Where(s => s.Type is TrustStoreType.TimestampAuthority)];
        var wanted = !authorities.IsEmpty && (statement.VerifyTimestamp is TimestampUse.Always || envelope.Chain.Any(c => c.Validity.End < now));
        return wanted ? CheckToken(envelope, store.Get(authorities)) : new(CheckValid(envelope.Chain, now, now), null, []);
    }

    private static AuthenticTimestampResult CheckToken(SignatureEnvelope envelope, Outcome<ImmutableHashSet<Certificate>> anchors)
    {
        if (envelope.TimestampToken is not { } bytes)
        {
            return Refuse([new(FailureReason.NoTrustedTime, VerificationStep.Timestamp, "the policy wants a timestamp token, and the envelope has none")]);
        }
        return anchors.Then(found => Verify(bytes, envelope.Signature.Span, found)) is var verified && verified.Found is { } timestamp
            ? Judge(envelope, timestamp)
            : Refuse(verified.Failures);
    }

    private static Outcome<VerifiedTimestamp> Verify(ReadOnlyMemory<byte> bytes, ReadOnlySpan<byte> signature, ImmutableHashSet<Certificate> anchors)
    {
        try
        {
            return TimestampVerifier.Verify(TimestampToken.Parse(bytes), signature, [.. anchors.Select(a => new CertificateAuthority([a], a.Validity, "tsa"))]);
        }
        catch (FormatException e)
        {
            return new Failure(FailureReason.TimestampInvalid, VerificationStep.Timestamp, e.Message);
        }
    }

    private static AuthenticTimestampResult Judge(SignatureEnvelope envelope, VerifiedTimestamp timestamp)
    {
        var (earliest, latest) = timestamp.Within(timestamp.Token.Policy == BaselinePolicy ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        return new(CheckValid(envelope.Chain, earliest, latest), latest, timestamp.Path.Certificates);
    }

    private static ImmutableArray<Failure> CheckValid(ImmutableArray<Certificate> chain, DateTimeOffset earliest, DateTimeOffset latest) =>
    [
        .. chain.Select((c, i) => (c, i)).Where(x => !x.c.Validity.Contains(earliest) || !x.c.Validity.Contains(latest))
            .Select(x => new Failure(FailureReason.CertificateExpired, VerificationStep.Timestamp, $"certificate {x.i} of the chain is valid from {x.c.Validity}, the signature is judged at {latest:u}")),
    ];

    private static AuthenticTimestampResult Refuse(ImmutableArray<Failure> failures) => new(failures, null, []);
}
