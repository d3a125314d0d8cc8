using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Gatehouse.Attestation.Verification;
using Org.BouncyCastle.Crypto.Parameters;

namespace Gatehouse.Attestation.Keys;

/// <summary>Reads SubjectPublicKeyInfo by its own rules and gives the framework only the numbers.</summary>
internal static class PublicKeyReader
{
    private const int WeakestRsaBits = 2048;
    private const int LargestRsaBits = 16384;
    private const int LargestPemLength = 64 * 1024;
    private const string RsaOid = "1.2.840.113549.1.1.1";
    private const string EcOid = "1.2.840.10045.2.1";
    private const string Ed25519Oid = "1.3.101.112";

    private static readonly (string Oid, KeyKind Kind, ECCurve Curve, int Bits)[] Curves =
    [
        ("1.2.840.10045.3.1.7", KeyKind.EcdsaP256, ECCurve.NamedCurves.nistP256, 256),
        ("1.3.132.0.34", KeyKind.EcdsaP384, ECCurve.NamedCurves.nistP384, 384),
        ("1.3.132.0.35", KeyKind.EcdsaP521, ECCurve.NamedCurves.nistP521, 521),
    ];

    public static Outcome<PublicKey> ReadPem(ReadOnlySpan<char> pem)
    {
        var keys = ReadPemList(pem);
        return keys switch
        {
            { Succeeded: false } => Outcome.Refuse<PublicKey>(keys.Failures),
            { Value: [var key] } => key,
            _ => Invalid($"{keys.Value.Length} keys in one PEM text where one is expected"),
        };
    }

    public static Outcome<ImmutableArray<PublicKey>> ReadPemList(ReadOnlySpan<char> pem)
    {
        if (pem.Length > LargestPemLength)
        {
            return new Failure(FailureReason.LimitExceeded, VerificationStep.Key, $"the PEM text is longer than {LargestPemLength} characters");
        }
        var keys = ImmutableArray.CreateBuilder<PublicKey>();
        while (PemEncoding.TryFind(pem, out var fields))
        {
            if (!IsBlank(pem[..fields.Location.Start]))
            {
                return Invalid("text before the PEM block of the key");
            }
            var key = ReadBlock(pem[fields.Label], pem[fields.Base64Data]);
            if (!key.Succeeded)
            {
                return Outcome.Refuse<ImmutableArray<PublicKey>>(key.Failures);
            }
            keys.Add(key.Found);
            pem = pem[fields.Location.End..];
        }
        return keys.Count == 0 ? Invalid("no key in PEM form")
            : IsBlank(pem) ? keys.DrainToImmutable()
            : new Failure(FailureReason.TrailingData, VerificationStep.Key, "text after the PEM block of the key");
    }

    public static Outcome<PublicKey> ReadDer(ReadOnlySpan<byte> der)
    {
        try
        {
            var reader = new AsnReader(der.ToArray(), AsnEncodingRules.DER);
            var info = reader.ReadSequence();
            var algorithm = info.ReadSequence();
            var oid = algorithm.ReadObjectIdentifier();
            var bits = info.ReadBitString(out var unused);
            if (reader.HasData || info.HasData || unused != 0)
            {
                return new Failure(FailureReason.TrailingData, VerificationStep.Key, "data after the end of the public key");
            }
            return Read(oid, algorithm, bits);
        }
        catch (AsnContentException)
        {
            return Invalid("not a SubjectPublicKeyInfo in DER");
        }
    }

    public static Outcome<PublicKey> ReadRsa(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        modulus = modulus.TrimStart((byte)0);
        exponent = exponent.TrimStart((byte)0);
        var bits = modulus.IsEmpty ? 0 : modulus.Length * 8 - BitOperations.LeadingZeroCount((uint)modulus[0]) + 24;
        if (bits < WeakestRsaBits)
        {
            return new Failure(FailureReason.KeyTooWeak, VerificationStep.Key, $"an RSA key of {bits} bits; at least {WeakestRsaBits} are needed");
        }
        // An even modulus or exponent is no RSA; a large exponent only costs time, and nobody uses one.
        if (bits > LargestRsaBits || exponent.Length is 0 or > 4 || exponent is [1] || (exponent[^1] & modulus[^1] & 1) == 0)
        {
            return Invalid($"an RSA key of {bits} bits with numbers out of range");
        }
        var parameters = new RSAParameters { Modulus = modulus.ToArray(), Exponent = exponent.ToArray() };
        try
        {
            return new RsaPublicKey(bits, Encode(parameters), parameters);
        }
        catch (CryptographicException)
        {
            return Invalid("an RSA key that the cryptographic library refuses");
        }
    }

    public static Outcome<PublicKey> ReadPoint(KeyKind kind, ReadOnlySpan<byte> point)
    {
        if (kind is KeyKind.Ed25519)
        {
            return ReadEd25519(point);
        }
        var (_, _, curve, bits) = Array.Find(Curves, c => c.Kind == kind);
        var size = (bits + 7) / 8;
        if (bits == 0 || point.Length != 1 + 2 * size || point[0] != 4)
        {
            return Invalid($"not an uncompressed point of {kind}");
        }
        var parameters = new ECParameters { Curve = curve, Q = new() { X = point.Slice(1, size).ToArray(), Y = point[(1 + size)..].ToArray() } };
        try
        {
            // The framework checks here that the point lies on the curve.
            using var key = ECDsa.Create(parameters);
            return new EcdsaPublicKey(kind, bits, key.ExportSubjectPublicKeyInfo(), parameters);
        }
        catch (CryptographicException)
        {
            return Invalid($"a point that does not lie on {kind}");
        }
    }

    private static Outcome<PublicKey> ReadBlock(ReadOnlySpan<char> label, ReadOnlySpan<char> base64)
    {
        var der = Convert.FromBase64String(base64.ToString());
        return label switch
        {
            "PUBLIC KEY" => ReadDer(der),
            "RSA PUBLIC KEY" => ReadPkcs1(der),
            _ => Invalid($"a PEM block of \"{(label.Length <= 40 ? label : label[..40])}\" where a public key is expected"),
        };
    }

    private static Outcome<PublicKey> Read(string oid, AsnReader algorithm, byte[] bits)
    {
        switch (oid)
        {
            case RsaOid when algorithm.HasData:
                algorithm.ReadNull();
                return algorithm.HasData ? Invalid("an RSA key with parameters") : ReadPkcs1(bits);
            case EcOid:
                var curve = algorithm.ReadObjectIdentifier();
                var known = Array.Find(Curves, c => c.Oid == curve);
                return algorithm.HasData || known.Oid is null ? Invalid($"curve {curve} is not P-256, P-384 or P-521") : ReadPoint(known.Kind, bits);
            case Ed25519Oid:
                return algorithm.HasData ? Invalid("an Ed25519 key with parameters") : ReadEd25519(bits);
            default:
                return Invalid($"algorithm {oid} is not RSA, ECDSA or Ed25519");
        }
    }

    private static Outcome<PublicKey> ReadPkcs1(byte[] der)
    {
        try
        {
            var reader = new AsnReader(der, AsnEncodingRules.DER);
            var key = reader.ReadSequence();
            var modulus = key.ReadIntegerBytes();
            var exponent = key.ReadIntegerBytes();
            return reader.HasData || key.HasData || modulus.Span[0] >= 0x80 || exponent.Span[0] >= 0x80
                ? Invalid("not an RSA public key")
                : ReadRsa(modulus.Span, exponent.Span);
        }
        catch (AsnContentException)
        {
            return Invalid("not an RSA public key in DER");
        }
    }

    private static Outcome<PublicKey> ReadEd25519(ReadOnlySpan<byte> point)
    {
        if (point.Length != 32)
        {
            return Invalid("an Ed25519 key is 32 bytes");
        }
        try
        {
            var parameters = new Ed25519PublicKeyParameters(point);
            return Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.ValidatePublicKeyFull(point)
                ? new Ed25519PublicKey([.. Ed25519Prefix, .. point], parameters)
                : Invalid("an Ed25519 point of small order or off the curve");
        }
        catch (ArgumentException)
        {
            return Invalid("an Ed25519 point off the curve");
        }
    }

    /// <summary>SubjectPublicKeyInfo up to the 32 bytes of the key, RFC 8410 section 4.</summary>
    private static ReadOnlySpan<byte> Ed25519Prefix => [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];

    private static byte[] Encode(RSAParameters parameters)
    {
        using var key = RSA.Create(parameters);
        return key.ExportSubjectPublicKeyInfo();
    }

    private static bool IsBlank(ReadOnlySpan<char> text) => text.IsWhiteSpace();

    private static Failure Invalid(string text) => new(FailureReason.KeyInvalid, VerificationStep.Key, text);
}
