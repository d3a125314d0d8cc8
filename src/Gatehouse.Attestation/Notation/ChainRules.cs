using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>What notation wants of a signing chain, whoever is trusted (signature specification, "Certificate requirements"). Validity in time is judged elsewhere.</summary>
internal static class ChainRules
{
    private static readonly string[] ForbiddenPurposes =
    [
        CertificateOids.AnyExtendedKeyUsage, "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4", CertificateOids.TimeStamping,
    ];

    private const X509KeyUsageFlags ForbiddenUsages = X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment | X509KeyUsageFlags.KeyAgreement
        | X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    public static ImmutableArray<Failure> Check(ImmutableArray<Certificate> chain) =>
    [
        .. CheckLeaf(chain[0]).Concat(chain.Skip(1).SelectMany((c, i) => CheckAuthority(c, i + 1))).Concat(CheckKeys(chain)).Concat(CheckOrder(chain))
            .Select(text => new Failure(FailureReason.CertificateInvalid, VerificationStep.Certificate, text)),
    ];

    private static IEnumerable<string> CheckLeaf(Certificate leaf)
    {
        if (leaf.IsAuthority)
        {
            yield return "the signing certificate is an authority's";
        }
        if (leaf.KeyUsage is not { } usage || !IsCritical(leaf, CertificateOids.KeyUsage))
        {
            yield return "the signing certificate has no critical key usage";
        }
        else if (!usage.HasFlag(X509KeyUsageFlags.DigitalSignature) || (usage & ForbiddenUsages) != 0)
        {
            yield return $"the key usage of the signing certificate is {usage}, it must be DigitalSignature and nothing that encrypts or certifies";
        }
        if (leaf.Purposes.IsDefault)
        {
            yield break;
        }
        if (!leaf.Purposes.Contains(CertificateOids.CodeSigning))
        {
            yield return "the extended key usage of the signing certificate lacks code signing";
        }
        foreach (var purpose in leaf.Purposes.Where(ForbiddenPurposes.Contains))
        {
            yield return $"the extended key usage {purpose} does not belong on a signing certificate";
        }
    }

    private static IEnumerable<string> CheckAuthority(Certificate authority, int index)
    {
        if (!authority.IsAuthority || !IsCritical(authority, CertificateOids.BasicConstraints))
        {
            yield return $"certificate {index} of the chain has no critical basic constraints that make it an authority";
        }
        if (authority.PathLength < index - 1)
        {
            yield return $"certificate {index} of the chain allows {authority.PathLength} authorities below it, there are {index - 1}";
        }
        if (authority.KeyUsage is not { } usage || !usage.HasFlag(X509KeyUsageFlags.KeyCertSign) || !IsCritical(authority, CertificateOids.KeyUsage))
        {
            yield return $"certificate {index} of the chain has no critical key usage to sign certificates";
        }
    }

    private static IEnumerable<string> CheckKeys(ImmutableArray<Certificate> chain)
    {
        for (var i = 0; i < chain.Length; i++)
        {
            if (!chain[i].PublicKey.Succeeded)
            {
                yield return $"the key of certificate {i} of the chain: {chain[i].PublicKey.Failures[0].Text}";
            }
            else if (NotationAlgorithm.For(chain[i].PublicKey.Value) is null)
            {
                yield return $"the key of certificate {i} of the chain is of no kind and size that notation signs with";
            }
        }
    }

    private static IEnumerable<string> CheckOrder(ImmutableArray<Certificate> chain)
    {
        for (var i = 0; i < chain.Length; i++)
        {
            var issuer = chain[Math.Min(i + 1, chain.Length - 1)];
            if (!chain[i].Issuer.Span.SequenceEqual(issuer.Subject.Span))
            {
                yield return i + 1 < chain.Length ? $"certificate {i} of the chain is not issued by the next" : "the chain does not end in a self-signed root";
            }
            else if (!CertificateSignature.Verify(chain[i], issuer))
            {
                yield return $"the signature on certificate {i} of the chain does not hold, or is of an algorithm that is not accepted";
            }
        }
        if (chain.Take(chain.Length - 1).Any(c => c.IsSelfIssued && CertificateSignature.Verify(c, c)))
        {
            yield return "a self-signed certificate stands before the end of the chain";
        }
    }

    private static bool IsCritical(Certificate certificate, string oid) => certificate.FindExtension(oid) is { IsCritical: true };
}
