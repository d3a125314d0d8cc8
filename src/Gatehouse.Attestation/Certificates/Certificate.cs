using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Attestation.Verification;
using PublicKey = Gatehouse.Attestation.Keys.PublicKey;

namespace Gatehouse.Attestation.Certificates;

/// <summary>
/// An X.509 version 3 certificate as it stands in its DER, read once and strictly: trailing bytes, repeated extensions and differing inner and outer
/// signature algorithms are refused. Nothing in it is trusted until a <see cref="CertificateAuthority"/> vouches for it.
/// </summary>
public sealed class Certificate : IEquatable<Certificate>
{
    private object? _publicKey;

    /// <summary>The longest DER that is read, in bytes.</summary>
    public const int MaximumSizeBytes = 64 * 1024;

    /// <summary>The whole DER.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The TBSCertificate: what <see cref="Signature"/> is over.</summary>
    public required ReadOnlyMemory<byte> SignedPart { get; init; }

    /// <summary>The AlgorithmIdentifier of the signature, as DER.</summary>
    public required ReadOnlyMemory<byte> SignatureAlgorithm { get; init; }

    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Big-endian two's complement, as encoded.</summary>
    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    /// <summary>The distinguished name of the issuer, as DER.</summary>
    public required ReadOnlyMemory<byte> Issuer { get; init; }

    /// <summary>The distinguished name of the subject, as DER.</summary>
    public required ReadOnlyMemory<byte> Subject { get; init; }

    public required ValidityPeriod Validity { get; init; }

    /// <summary>The SubjectPublicKeyInfo, as DER.</summary>
    public required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }

    public required ImmutableArray<CertificateExtension> Extensions { get; init; }

    /// <summary>basicConstraints, cA.</summary>
    public required bool IsAuthority { get; init; }

    /// <summary>How many intermediate authorities may follow; null for any number.</summary>
    public required int? PathLength { get; init; }

    /// <summary>Null when the certificate does not restrict the use of its key.</summary>
    public required X509KeyUsageFlags? KeyUsage { get; init; }

    /// <summary>Object identifiers; default when the certificate does not restrict its purposes.</summary>
    public required ImmutableArray<string> Purposes { get; init; }

    public required ImmutableArray<AlternativeName> AlternativeNames { get; init; }

    /// <summary>Null when the certificate constrains no names.</summary>
    public required NameConstraints? NameConstraints { get; init; }

    /// <summary>The key, read when first asked for; refused where it is of a kind that signs nothing here.</summary>
    public Outcome<PublicKey> PublicKey => (Outcome<PublicKey>)(_publicKey ??= Keys.PublicKey.FromDer(SubjectPublicKeyInfo.Span));

    public bool IsSelfIssued => Issuer.Span.SequenceEqual(Subject.Span);

    /// <exception cref="FormatException">The bytes are not one certificate.</exception>
    public static Certificate Parse(ReadOnlyMemory<byte> der) => CertificateReader.Read(der);

    public static bool TryParse(ReadOnlyMemory<byte> der, [NotNullWhen(true)] out Certificate? certificate)
    {
        try
        {
            certificate = Parse(der);
        }
        catch (FormatException)
        {
            certificate = null;
        }

        return certificate is not null;
    }

    public CertificateExtension? FindExtension(string oid) => Extensions.FirstOrDefault(e => e.Oid == oid);

    /// <summary>Whether the purpose is named, or purposes are not restricted.</summary>
    public bool Allows(string purpose) => Purposes.IsDefault || Purposes.Contains(purpose) || Purposes.Contains(CertificateOids.AnyExtendedKeyUsage);

    public bool Equals(Certificate? other) => other is not null && Raw.Span.SequenceEqual(other.Raw.Span);

    public override bool Equals(object? obj) => Equals(obj as Certificate);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Signature.Span);
        return hash.ToHashCode();
    }
}
