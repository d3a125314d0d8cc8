using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Attestation.Certificates;

/// <summary>A leaf and the authorities above it, each having signed the one before, up to an anchor (RFC 5280 section 6).</summary>
/// <param name="Certificates">Leaf first, anchor last.</param>
public sealed record CertificatePath(CertificateAuthority Authority, ImmutableArray<Certificate> Certificates)
{
    private static readonly FrozenSet<string> KnownExtensions = FrozenSet.Create(
        CertificateOids.KeyUsage,
        CertificateOids.SubjectAlternativeName,
        CertificateOids.BasicConstraints,
        CertificateOids.NameConstraints,
        CertificateOids.ExtendedKeyUsage);

    public Certificate Leaf => Certificates[0];

    /// <summary>Who signed the leaf; the leaf itself where it is the anchor.</summary>
    public Certificate Issuer => Certificates[Certificates.Length > 1 ? 1 : 0];

    /// <summary>What keeps the path from vouching for a key of a purpose, at any time.</summary>
    /// <param name="purpose">Object identifier of an extended key usage that the leaf must name.</param>
    /// <returns>Null when nothing does.</returns>
    public string? Explain(string purpose) => ExplainLeaf(purpose) ?? Enumerable.Range(1, Certificates.Length - 1).Select(i => ExplainAuthority(i, purpose)).FirstOrDefault(r => r is not null);

    /// <summary>What keeps the path from vouching for a signature made at a time.</summary>
    /// <returns>Null when nothing does.</returns>
    public string? Explain(DateTimeOffset time) =>
        !Authority.Validity.Contains(time) ? $"the authority {Authority.Name} was trusted from {Authority.Validity}, not at {time:u}"
        : Certificates.FirstOrDefault(c => !c.Validity.Contains(time)) is { } outside ? $"the {Role(outside)} certificate was valid from {outside.Validity}, not at {time:u}"
        : null;

    private string Role(Certificate certificate) => ReferenceEquals(certificate, Leaf) ? "signing" : "authority's";

    private string? ExplainLeaf(string purpose) =>
        Leaf.IsAuthority ? "the signing certificate is an authority's"
        : Leaf.KeyUsage is { } usage && (usage & ForSigning(purpose)) == 0 ? "the key of the signing certificate is not for digital signatures"
        : Leaf.Purposes.IsDefault || !Leaf.Purposes.Contains(purpose) ? $"the signing certificate is not for the purpose {purpose}"
        : ExplainUnknown(Leaf);

    /// <summary>Timestamp authorities may mark their key for non-repudiation only (RFC 3161 leaves it open).</summary>
    private static X509KeyUsageFlags ForSigning(string purpose) =>
        purpose == CertificateOids.TimeStamping ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation : X509KeyUsageFlags.DigitalSignature;

    private string? ExplainAuthority(int index, string purpose)
    {
        var authority = Certificates[index];
        return !authority.IsAuthority ? "a certificate that is no authority's issued another"
            : authority.KeyUsage is { } usage && !usage.HasFlag(X509KeyUsageFlags.KeyCertSign) ? "the key of an authority is not for signing certificates"
            : authority.PathLength < AuthoritiesBelow(index) ? $"an authority allows {authority.PathLength} more below it"
            : !authority.Allows(purpose) ? $"an authority does not issue for the purpose {purpose}"
            : ExplainNames(authority, index) ?? ExplainUnknown(authority);
    }

    /// <summary>Self-issued certificates, which roll a key over, do not count (RFC 5280 section 4.2.1.9).</summary>
    private int AuthoritiesBelow(int index) => Certificates[1..index].Count(c => !c.IsSelfIssued);

    private string? ExplainNames(Certificate authority, int index) =>
        authority.NameConstraints is { } constraints && Certificates[..index].SelectMany(c => c.AlternativeNames).FirstOrDefault(n => !constraints.Allow(n)) is { } name
            ? $"an authority may not issue for \"{name.Value}\""
            : null;

    private static string? ExplainUnknown(Certificate certificate) =>
        certificate.Extensions.FirstOrDefault(e => e.IsCritical && !KnownExtensions.Contains(e.Oid)) is { } extension
            ? $"a certificate has the critical extension {extension.Oid}, which is not known"
            : null;
}
