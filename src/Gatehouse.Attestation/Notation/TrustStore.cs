using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>Named sets of trusted certificates, in memory. A store that is missing, empty or holds a certificate that may not be an anchor makes its use fail.</summary>
public sealed record TrustStore(ImmutableDictionary<TrustStoreName, ImmutableArray<Certificate>> Certificates)
{
    public static TrustStore Empty { get; } = new(ImmutableDictionary<TrustStoreName, ImmutableArray<Certificate>>.Empty);

    /// <summary>All certificates of some stores, or every reason why they cannot be used.</summary>
    public Outcome<ImmutableHashSet<Certificate>> Get(IEnumerable<TrustStoreName> names)
    {
        var failures = new List<Failure>();
        var found = ImmutableHashSet.CreateBuilder<Certificate>();
        foreach (var name in names)
        {
            if (!Certificates.TryGetValue(name, out var certificates) || certificates.IsDefaultOrEmpty)
            {
                failures.Add(Fail($"the trust store {name} does not exist or is empty"));
                continue;
            }
            if (certificates.Any(c => !CanAnchor(c)))
            {
                failures.Add(Fail($"the trust store {name} holds a certificate that is neither an authority's nor self-signed"));
            }
            found.UnionWith(certificates);
        }
        return failures.Count > 0 ? Outcome.Refuse<ImmutableHashSet<Certificate>>([.. failures]) : found.ToImmutable();
    }

    private static bool CanAnchor(Certificate certificate) => certificate.IsAuthority || (certificate.IsSelfIssued && CertificateSignature.Verify(certificate, certificate));

    private static Failure Fail(string text) => new(FailureReason.CertificateUntrusted, VerificationStep.Certificate, text);
}
