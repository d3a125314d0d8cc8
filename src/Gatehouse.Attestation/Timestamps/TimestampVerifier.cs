using System.Security.Cryptography;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Timestamps;

/// <summary>Whether one of the trusted authorities stamped given bytes (RFC 3161 section 2.4.2, RFC 5652 section 5.4). Today's clock plays no part.</summary>
public static class TimestampVerifier
{
    /// <param name="stamped">The very bytes the token has to be over: for a signature, the raw signature.</param>
    /// <param name="authorities">
    /// Whose tokens count, at what times. The signer's certificate may come from the token or from the chain of an authority; either way it has to lead to an
    /// anchor, be valid at the time of the token, and be for time stamping only, marked critical.
    /// </param>
    public static Outcome<VerifiedTimestamp> Verify(TimestampToken token, ReadOnlySpan<byte> stamped, IReadOnlyList<CertificateAuthority> authorities)
    {
        if (!token.IsOver(stamped))
        {
            return Fail("the timestamp is over other bytes");
        }

        Failure? failure = null;
        foreach (var authority in authorities)
        {
            var outcome = Verify(token, authority);
            if (outcome.Succeeded)
            {
                return outcome;
            }

            failure = outcome.Failures[0];
        }

        return failure ?? Fail("there is no trusted timestamp authority");
    }

    private static Outcome<VerifiedTimestamp> Verify(TimestampToken token, CertificateAuthority authority)
    {
        if (FindSigner(token, authority) is not { } signer)
        {
            return Fail("neither the timestamp nor the trusted authority brings the certificate of its signer");
        }

        // The certificate first: nothing is computed with a key nobody vouches for.
        if (authority.FindPath(signer, token.Certificates) is not { } path)
        {
            return Fail("the certificate of the timestamp's signer does not lead to a trusted authority");
        }

        return (path.Explain(CertificateOids.TimeStamping) ?? ExplainPurpose(signer) ?? path.Explain(token.Time)) is { } reason ? Fail(reason)
            : IsSigned(token, signer) ? new VerifiedTimestamp(token, path)
            : Fail("the signature of the timestamp does not hold");
    }

    private static Certificate? FindSigner(TimestampToken token, CertificateAuthority authority) =>
        authority.Chain.Concat(token.Certificates).FirstOrDefault(c => IsNamed(token.Signer, c));

    private static bool IsNamed(TimestampSigner signer, Certificate certificate) =>
        Hash(signer.CertificateHashAlgorithm, certificate.Raw.Span).AsSpan().SequenceEqual(signer.CertificateHash.Span);

    private static byte[] Hash(HashAlgorithmName algorithm, ReadOnlySpan<byte> data) =>
        algorithm == HashAlgorithmName.SHA1 ? Sha1(data) : CryptographicOperations.HashData(algorithm, data);

    // The first version of the attribute knows only SHA-1. It picks one certificate among those at hand; trust comes from the path and the signature.
#pragma warning disable CA5350
    private static byte[] Sha1(ReadOnlySpan<byte> data) => SHA1.HashData(data);
#pragma warning restore CA5350

    private static string? ExplainPurpose(Certificate signer) =>
        signer.Purposes is [CertificateOids.TimeStamping] && signer.FindExtension(CertificateOids.ExtendedKeyUsage) is { IsCritical: true }
            ? null
            : "the certificate of the timestamp's signer is not for time stamping alone, marked critical";

    private static bool IsSigned(TimestampToken token, Certificate signer) =>
        signer.PublicKey.Found is { } key
        && CertificateSignature.Verify(key, token.Signer.Algorithm, token.Signer.DigestAlgorithm, token.Signer.SignedAttributes.Span, token.Signer.Signature.Span);

    private static Failure Fail(string text) => new(FailureReason.TimestampInvalid, VerificationStep.Timestamp, text);
}
