using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>Whether a trusted authority stood behind the signing certificate at the times of the signature, in public.</summary>
internal static class SigningCertificates
{
    /// <returns>Empty when one did.</returns>
    public static ImmutableArray<Failure> Verify(SigstoreBundle bundle, TrustedRoot root, BundlePolicy policy, ImmutableArray<DateTimeOffset> times)
    {
        if (bundle.Certificates.Any(c => c.IsSelfIssued && !root.CertificateAuthorities.Any(a => a.Chain.Contains(c))))
        {
            return [Fail(FailureReason.CertificateInvalid, "the bundle brings along a root certificate that is not a trusted one")];
        }

        var failures = ImmutableArray.CreateBuilder<Failure>();
        foreach (var authority in root.CertificateAuthorities)
        {
            if (Verify(bundle, authority, root, policy, times) is not { } failure)
            {
                return [];
            }

            failures.Add(failure);
        }

        // One that leads nowhere says less than one that was found wanting.
        return failures.FirstOrDefault(f => f.Reason != FailureReason.CertificateUntrusted) is { } telling ? [telling]
            : [new(FailureReason.CertificateUntrusted, VerificationStep.Certificate, "the signing certificate does not lead to a trusted authority")];
    }

    private static Failure? Verify(SigstoreBundle bundle, CertificateAuthority authority, TrustedRoot root, BundlePolicy policy, ImmutableArray<DateTimeOffset> times)
    {
        var certificate = bundle.SigningCertificate!;
        if (times.FirstOrDefault(t => !certificate.Validity.Contains(t)) is { Ticks: > 0 } outside)
        {
            return Fail(FailureReason.CertificateExpired, $"the signing certificate was valid from {certificate.Validity}, not at {outside:u}");
        }

        if (authority.FindPath(certificate, bundle.Certificates[1..]) is not { } path)
        {
            return Fail(FailureReason.CertificateUntrusted, $"the signing certificate does not lead to the authority {authority.Name}");
        }

        return path.Explain(CertificateOids.CodeSigning) is { } flaw ? Fail(FailureReason.CertificateInvalid, flaw)
            : times.Select(path.Explain).FirstOrDefault(r => r is not null) is { } late ? Fail(FailureReason.CertificateExpired, late)
            : policy.RequireCertificateTimestamp ? ExplainTransparency(path, root)
            : null;
    }

    private static Failure? ExplainTransparency(CertificatePath path, TrustedRoot root)
    {
        try
        {
            return SignedCertificateTimestampList.Read(path.Leaf).Any(t => Holds(t, path, root)) ? null
                : Fail(FailureReason.TransparencyTimestamp, "no trusted certificate transparency log vouches for the signing certificate");
        }
        catch (FormatException e)
        {
            return Fail(FailureReason.TransparencyTimestamp, e.Message);
        }
    }

    private static bool Holds(SignedCertificateTimestamp timestamp, CertificatePath path, TrustedRoot root) => root.CertificateLogs.Any(log =>
        log.LogId.Span.SequenceEqual(timestamp.LogId.Span)
        && log.Validity.Contains(timestamp.Timestamp)
        && Fits(timestamp, log.Key)
        && log.Signed(SignedCertificateTimestampList.SignedBytes(timestamp, path.Leaf, path.Issuer), timestamp.Signature.Span));

    /// <summary>TLS numbers: hash 4 is SHA-256; signature 1 is RSA, 3 is ECDSA.</summary>
    private static bool Fits(SignedCertificateTimestamp timestamp, PublicKey key) =>
        timestamp.HashAlgorithm == 4 && timestamp.SignatureAlgorithm == (key.Kind == KeyKind.Rsa ? 1 : 3);

    private static Failure Fail(FailureReason reason, string text) => new(reason, VerificationStep.Certificate, text);
}
