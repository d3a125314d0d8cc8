using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Attestation.Certificates;

/// <summary>DER to <see cref="Certificate"/> (RFC 5280 section 4.1).</summary>
internal static class CertificateReader
{
    private const int MaximumExtensions = 64;
    private static readonly Asn1Tag VersionTag = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag IssuerUniqueIdTag = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag SubjectUniqueIdTag = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3);

    public static Certificate Read(ReadOnlyMemory<byte> der)
    {
        if (der.Length > Certificate.MaximumSizeBytes)
        {
            throw new FormatException($"a certificate of {der.Length} bytes is longer than the {Certificate.MaximumSizeBytes} that are read");
        }

        try
        {
            return ReadWhole(der);
        }
        catch (AsnContentException e)
        {
            throw new FormatException("not a certificate: " + e.Message, e);
        }
    }

    private static Certificate ReadWhole(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        var certificate = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        var signedPart = certificate.ReadEncodedValue();
        var algorithm = certificate.ReadEncodedValue();
        var signature = certificate.ReadBitString(out var unused);
        certificate.ThrowIfNotEmpty();
        if (unused != 0)
        {
            throw new FormatException("the signature of a certificate is not whole bytes");
        }

        return ReadSignedPart(der, signedPart, algorithm, signature);
    }

    private static Certificate ReadSignedPart(ReadOnlyMemory<byte> der, ReadOnlyMemory<byte> signedPart, ReadOnlyMemory<byte> algorithm, byte[] signature)
    {
        var reader = new AsnReader(signedPart, AsnEncodingRules.DER).ReadSequence();
        ReadVersion(reader);
        var serial = reader.ReadIntegerBytes();
        if (!reader.ReadEncodedValue().Span.SequenceEqual(algorithm.Span))
        {
            throw new FormatException("a certificate names two different signature algorithms");
        }

        var issuer = reader.ReadEncodedValue();
        var validity = ReadValidity(reader.ReadSequence());
        var subject = reader.ReadEncodedValue();
        var key = reader.ReadEncodedValue();
        var extensions = ReadExtensions(reader);
        var (isAuthority, pathLength) = ReadBasicConstraints(Find(extensions, CertificateOids.BasicConstraints));
        return new()
        {
            Raw = der,
            SignedPart = signedPart,
            SignatureAlgorithm = algorithm,
            Signature = signature,
            SerialNumber = serial,
            Issuer = issuer,
            Subject = subject,
            Validity = validity,
            SubjectPublicKeyInfo = key,
            Extensions = extensions,
            IsAuthority = isAuthority,
            PathLength = pathLength,
            KeyUsage = ReadKeyUsage(Find(extensions, CertificateOids.KeyUsage)),
            Purposes = ReadPurposes(Find(extensions, CertificateOids.ExtendedKeyUsage)),
            AlternativeNames = AlternativeNameReader.Read(Find(extensions, CertificateOids.SubjectAlternativeName)),
            NameConstraints = NameConstraints.Read(Find(extensions, CertificateOids.NameConstraints)),
        };
    }

    private static CertificateExtension? Find(ImmutableArray<CertificateExtension> extensions, string oid) => extensions.FirstOrDefault(e => e.Oid == oid);

    private static void ReadVersion(AsnReader reader)
    {
        var explicitVersion = reader.ReadSequence(VersionTag);
        if (!explicitVersion.TryReadInt32(out var version) || version != 2)
        {
            throw new FormatException("only certificates of X.509 version 3 are read");
        }

        explicitVersion.ThrowIfNotEmpty();
    }

    private static ValidityPeriod ReadValidity(AsnReader reader)
    {
        var period = new ValidityPeriod(ReadTime(reader), ReadTime(reader));
        reader.ThrowIfNotEmpty();
        return period;
    }

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime(2049) : reader.ReadGeneralizedTime();

    private static ImmutableArray<CertificateExtension> ReadExtensions(AsnReader reader)
    {
        foreach (var tag in (ReadOnlySpan<Asn1Tag>)[IssuerUniqueIdTag, SubjectUniqueIdTag])
        {
            if (reader.HasData && reader.PeekTag().HasSameClassAndValue(tag))
            {
                reader.ReadEncodedValue();
            }
        }

        if (!reader.HasData)
        {
            return [];
        }

        var wrapper = reader.ReadSequence(ExtensionsTag);
        reader.ThrowIfNotEmpty();
        var list = wrapper.ReadSequence();
        wrapper.ThrowIfNotEmpty();
        var extensions = ImmutableArray.CreateBuilder<CertificateExtension>();
        while (list.HasData)
        {
            extensions.Add(ReadExtension(list.ReadSequence()));
            RefuseTooManyOrRepeated(extensions);
        }

        return extensions.ToImmutable();
    }

    private static void RefuseTooManyOrRepeated(ImmutableArray<CertificateExtension>.Builder extensions)
    {
        var last = extensions[^1];
        if (extensions.Count > MaximumExtensions)
        {
            throw new FormatException($"a certificate has more than {MaximumExtensions} extensions");
        }

        if (extensions.Count(e => e.Oid == last.Oid) > 1)
        {
            throw new FormatException($"a certificate has the extension {last.Oid} twice");
        }
    }

    private static CertificateExtension ReadExtension(AsnReader reader)
    {
        var oid = reader.ReadObjectIdentifier();
        var isCritical = reader.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && reader.ReadBoolean();
        var value = reader.ReadOctetString();
        reader.ThrowIfNotEmpty();
        return new(oid, isCritical, value);
    }

    private static (bool IsAuthority, int? PathLength) ReadBasicConstraints(CertificateExtension? extension)
    {
        if (extension is null)
        {
            return (false, null);
        }

        var reader = ReadOnly(extension).ReadSequence();
        var isAuthority = reader.HasData && reader.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && reader.ReadBoolean();
        int? pathLength = null;
        if (reader.HasData)
        {
            pathLength = reader.TryReadInt32(out var length) && length >= 0 ? length : throw new FormatException("the path length of a certificate is out of range");
        }

        reader.ThrowIfNotEmpty();
        return (isAuthority, pathLength);
    }

    private static X509KeyUsageFlags? ReadKeyUsage(CertificateExtension? extension)
    {
        if (extension is null)
        {
            return null;
        }

        // X509KeyUsageFlags counts the bits of each byte from the top, as a named bit list is laid out.
        var bits = ReadOnly(extension).ReadBitString(out _);
        return (X509KeyUsageFlags)((bits.Length > 0 ? bits[0] : 0) | (bits.Length > 1 ? bits[1] << 8 : 0));
    }

    private static ImmutableArray<string> ReadPurposes(CertificateExtension? extension)
    {
        if (extension is null)
        {
            return default;
        }

        var reader = ReadOnly(extension).ReadSequence();
        var purposes = ImmutableArray.CreateBuilder<string>();
        while (reader.HasData)
        {
            purposes.Add(reader.ReadObjectIdentifier());
        }

        return purposes.ToImmutable();
    }

    /// <summary>The single value of an extension; what follows it is refused.</summary>
    internal static AsnReader ReadOnly(CertificateExtension extension)
    {
        var reader = new AsnReader(extension.Value, AsnEncodingRules.DER);
        var value = reader.ReadEncodedValue();
        reader.ThrowIfNotEmpty();
        return new(value, AsnEncodingRules.DER);
    }
}
