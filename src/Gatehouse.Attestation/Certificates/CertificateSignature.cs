using System.Formats.Asn1;
using System.Security.Cryptography;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Certificates;

/// <summary>Signature algorithms as certificates and CMS name them (RFC 5758, RFC 4055, RFC 8410). SHA-1 and MD5 are none.</summary>
internal static class CertificateSignature
{
    private const string RsaPssOid = "1.2.840.113549.1.1.10";

    /// <summary>Whether the key of one certificate signed another.</summary>
    public static bool Verify(Certificate certificate, Certificate issuer) =>
        issuer.PublicKey.Found is { } key && Verify(key, certificate.SignatureAlgorithm, null, certificate.SignedPart.Span, certificate.Signature.Span);

    /// <param name="algorithm">AlgorithmIdentifier, as DER.</param>
    /// <param name="digest">What CMS says beside the algorithm, which there may name the kind of key only.</param>
    public static bool Verify(PublicKey key, ReadOnlyMemory<byte> algorithm, HashAlgorithmName? digest, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        FindScheme(algorithm, digest) is { } scheme && key.Verify(data, signature, scheme);

    private static SignatureScheme? FindScheme(ReadOnlyMemory<byte> algorithm, HashAlgorithmName? digest)
    {
        try
        {
            var reader = new AsnReader(algorithm, AsnEncodingRules.BER).ReadSequence();
            var oid = reader.ReadObjectIdentifier();
            return oid == RsaPssOid ? ReadPss(reader) : FindScheme(oid, digest);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static SignatureScheme? FindScheme(string oid, HashAlgorithmName? digest) => oid switch
    {
        "1.2.840.10045.4.3.2" => SignatureScheme.Ecdsa(HashAlgorithmName.SHA256, EcdsaEncoding.Der),
        "1.2.840.10045.4.3.3" => SignatureScheme.Ecdsa(HashAlgorithmName.SHA384, EcdsaEncoding.Der),
        "1.2.840.10045.4.3.4" => SignatureScheme.Ecdsa(HashAlgorithmName.SHA512, EcdsaEncoding.Der),
        "1.2.840.113549.1.1.11" => SignatureScheme.RsaPkcs1(HashAlgorithmName.SHA256),
        "1.2.840.113549.1.1.12" => SignatureScheme.RsaPkcs1(HashAlgorithmName.SHA384),
        "1.2.840.113549.1.1.13" => SignatureScheme.RsaPkcs1(HashAlgorithmName.SHA512),
        "1.2.840.113549.1.1.1" when digest is { } hash => SignatureScheme.RsaPkcs1(hash),
        "1.2.840.10045.2.1" when digest is { } hash => SignatureScheme.Ecdsa(hash, EcdsaEncoding.Der),
        "1.3.101.112" => SignatureScheme.Ed25519,
        _ => null,
    };

    /// <summary>Only MGF1 over the same hash is used; a parameter that says otherwise makes the signature fail.</summary>
    private static SignatureScheme? ReadPss(AsnReader algorithm)
    {
        var tag = new Asn1Tag(TagClass.ContextSpecific, 0);
        var parameters = algorithm.ReadSequence();
        if (!parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(tag))
        {
            return null; // the default is SHA-1
        }

        return parameters.ReadSequence(tag).ReadSequence().ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.2.1" => SignatureScheme.RsaPss(HashAlgorithmName.SHA256),
            "2.16.840.1.101.3.4.2.2" => SignatureScheme.RsaPss(HashAlgorithmName.SHA384),
            "2.16.840.1.101.3.4.2.3" => SignatureScheme.RsaPss(HashAlgorithmName.SHA512),
            _ => null,
        };
    }
}
