using System.Formats.Asn1;
using System.Security.Cryptography;
using Gatehouse.Attestation.Verification;
using Org.BouncyCastle.Crypto.Parameters;

namespace Gatehouse.Attestation.Keys;

internal static class PrivateKeyReader
{
    private const int LargestPemLength = 64 * 1024;

    public static PrivateKey Generate(KeyKind kind, int rsaSizeBits)
    {
        switch (kind)
        {
            case KeyKind.Rsa:
                return rsaSizeBits is 2048 or 3072 or 4096
                    ? Own(RSA.Create(rsaSizeBits)).Value
                    : throw new ArgumentOutOfRangeException(nameof(rsaSizeBits), rsaSizeBits, "RSA keys are made with 2048, 3072 or 4096 bits.");
            case KeyKind.Ed25519:
                return OwnSeed(RandomNumberGenerator.GetBytes(32)).Value;
            default:
                var curve = kind switch
                {
                    KeyKind.EcdsaP256 => ECCurve.NamedCurves.nistP256,
                    KeyKind.EcdsaP384 => ECCurve.NamedCurves.nistP384,
                    KeyKind.EcdsaP521 => ECCurve.NamedCurves.nistP521,
                    _ => throw new ArgumentOutOfRangeException(nameof(kind)),
                };
                return Own(ECDsa.Create(curve)).Value;
        }
    }

    public static Outcome<PrivateKey> ReadPem(ReadOnlySpan<char> pem, ReadOnlySpan<char> password)
    {
        if (pem.Length > LargestPemLength || !PemEncoding.TryFind(pem, out var fields))
        {
            return Invalid("no private key in PEM form");
        }
        if (!pem[..fields.Location.Start].IsWhiteSpace() || !pem[fields.Location.End..].IsWhiteSpace())
        {
            return Invalid("text around the PEM block of the private key");
        }
        var der = Convert.FromBase64String(pem[fields.Base64Data].ToString());
        try
        {
            return ReadBlock(pem[fields.Label], der, password);
        }
        // Only our own texts are passed on: a library's message may quote what it read.
        catch (Exception e) when (e is CryptographicException or AsnContentException or PlatformNotSupportedException)
        {
            return Invalid(pem[fields.Label].Contains("ENCRYPTED", StringComparison.Ordinal) ? "the password does not open the private key, or it is damaged" : "a private key that cannot be read");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    public static Outcome<PrivateKey> FromRsa(RSAParameters parameters) => Own(RSA.Create(parameters));

    public static Outcome<PrivateKey> FromSeed(byte[] seed) => OwnSeed(seed);

    /// <summary>The secret number of a NIST curve, given by the size of its field.</summary>
    /// <exception cref="CryptographicException">The number is not of the curve.</exception>
    public static Outcome<PrivateKey> FromScalar(byte[] scalar, int fieldSizeBits)
    {
        var size = (fieldSizeBits + 7) / 8;
        var curve = fieldSizeBits switch
        {
            256 => ECCurve.NamedCurves.nistP256,
            384 => ECCurve.NamedCurves.nistP384,
            521 => ECCurve.NamedCurves.nistP521,
            _ => default,
        };
        return curve.IsNamed && scalar.Length <= size
            ? Own(ECDsa.Create(new ECParameters { Curve = curve, D = [.. new byte[size - scalar.Length], .. scalar] }))
            : Invalid("a curve other than P-256, P-384 and P-521");
    }

    private static Outcome<PrivateKey> ReadBlock(ReadOnlySpan<char> label, byte[] der, ReadOnlySpan<char> password)
    {
        switch (label)
        {
            case "PRIVATE KEY":
                return ReadPkcs8(der);
            case "ENCRYPTED PRIVATE KEY":
                return ReadPkcs8(PrivateKeyEncryption.Decrypt(der, password));
            case "ENCRYPTED SIGSTORE PRIVATE KEY" or "ENCRYPTED COSIGN PRIVATE KEY":
                return ReadPkcs8(CosignKeyEncryption.Decrypt(der, password));
            case "EC PRIVATE KEY":
                return Import(ECDsa.Create(), k => { k.ImportECPrivateKey(der, out var read); return read == der.Length; }, Own);
            case "RSA PRIVATE KEY":
                return Import(RSA.Create(), k => { k.ImportRSAPrivateKey(der, out var read); return read == der.Length; }, Own);
            default:
                return Invalid("a PEM block that is no private key");
        }
    }

    private static Outcome<PrivateKey> ReadPkcs8(byte[] der)
    {
        var info = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        info.ReadInteger();
        var oid = info.ReadSequence().ReadObjectIdentifier();
        return oid switch
        {
            "1.2.840.113549.1.1.1" => Import(RSA.Create(), k => { k.ImportPkcs8PrivateKey(der, out var read); return read == der.Length; }, Own),
            "1.2.840.10045.2.1" => Import(ECDsa.Create(), k => { k.ImportPkcs8PrivateKey(der, out var read); return read == der.Length; }, Own),
            "1.3.101.112" => OwnSeed(AsnDecoder.ReadOctetString(info.ReadOctetString(), AsnEncodingRules.DER, out _)),
            _ => Invalid($"algorithm {oid} is not RSA, ECDSA or Ed25519"),
        };
    }

    private static Outcome<PrivateKey> Import<T>(T key, Func<T, bool> import, Func<T, Outcome<PrivateKey>> own) where T : AsymmetricAlgorithm
    {
        try
        {
            return import(key) ? own(key) : Refuse(key, Invalid("data after the end of the private key"));
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            key.Dispose();
            throw;
        }
    }

    private static Outcome<PrivateKey> Own(RSA key) => PublicKey.FromDer(key.ExportSubjectPublicKeyInfo()) is { Succeeded: true } known
        ? new RsaPrivateKey(key, known.Value)
        : Refuse(key, Invalid("an RSA key that is too short or out of range"));

    private static Outcome<PrivateKey> Own(ECDsa key) => PublicKey.FromDer(key.ExportSubjectPublicKeyInfo()) is { Succeeded: true } known
        ? new EcdsaPrivateKey(key, known.Value)
        : Refuse(key, Invalid("a curve other than P-256, P-384 and P-521"));

    private static Outcome<PrivateKey> OwnSeed(byte[] seed)
    {
        if (seed.Length != 32)
        {
            return Invalid("an Ed25519 seed is 32 bytes");
        }
        var known = PublicKey.FromPoint(KeyKind.Ed25519, new Ed25519PrivateKeyParameters(seed).GeneratePublicKey().GetEncoded());
        return known.Succeeded ? new Ed25519PrivateKey(seed, known.Found) : Outcome.Refuse<PrivateKey>(known.Failures);
    }

    private static Failure Refuse(AsymmetricAlgorithm key, Failure failure)
    {
        key.Dispose();
        return failure;
    }

    private static Failure Invalid(string text) => new(FailureReason.KeyInvalid, VerificationStep.Key, text);
}
