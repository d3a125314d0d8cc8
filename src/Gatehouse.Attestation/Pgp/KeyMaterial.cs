using System.Numerics;
using System.Security.Cryptography;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>One public key packet of version 4 (RFC 9580 section 5.5.2): a primary key or a subkey.</summary>
internal sealed class KeyMaterial
{
    private const byte Rsa = 1;
    private const byte RsaSignOnly = 3;
    private const byte EcdsaId = 19;
    private const byte EdDsa = 22;
    internal const byte Ed25519Id = 27;

    private readonly PublicKey? _key;
    private readonly RSAParameters _rsa;

    private KeyMaterial(ReadOnlyMemory<byte> body)
    {
        Body = body;
        Fingerprint = ComputeFingerprint(body.Span);
        var cursor = new ByteCursor(body.Span);
        if (cursor.Byte() is var version and not 4)
        {
            throw new PgpException(FailureReason.Unsupported, VerificationStep.Key, $"a key of version {version}; version 4 is read");
        }
        Created = cursor.Time();
        Algorithm = cursor.Byte();
        var read = ReadMaterial(ref cursor, out _rsa);
        (_key, Problem) = (read.Succeeded ? read.Found : null, read.Succeeded ? null : read.Failures[0]);
    }

    public ReadOnlyMemory<byte> Body { get; }

    public byte Algorithm { get; }

    public DateTimeOffset Created { get; }

    /// <summary>40 upper-case hex digits.</summary>
    public string Fingerprint { get; }

    /// <summary>The low 64 bits of the fingerprint, 16 upper-case hex digits.</summary>
    public string KeyId => Fingerprint[24..];

    /// <summary>Why nothing can be verified with this key, for example because it only encrypts; null for a key that can.</summary>
    public Failure? Problem { get; }

    public static KeyMaterial Read(ReadOnlyMemory<byte> body) => new(body);

    /// <summary>What stands for this key in what is hashed: <c>99 LEN16 body</c>.</summary>
    public byte[] HashedForm() => [0x99, (byte)(Body.Length >> 8), (byte)Body.Length, .. Body.Span];

    /// <summary>Whether the numbers of a signature hold over a digest.</summary>
    public bool Verify(HashId hash, byte[] digest, SignaturePacket signature)
    {
        if (_key is null || signature.KeyAlgorithm != Algorithm)
        {
            return false;
        }
        return Algorithm switch
        {
            Rsa or RsaSignOnly => signature.Numbers is [var s] && VerifyRsa(hash, digest, s),
            EcdsaId => signature.Numbers is [var r, var s] && Join(r, s, (_key.SizeBits + 7) / 8) is { } raw
                && _key.VerifyHash(Fit(digest), raw, SignatureScheme.Ecdsa(HashNameOf(Fit(digest)), EcdsaEncoding.Raw)),
            EdDsa => signature.Numbers is [var r, var s] && Join(r, s, 32) is { } raw && _key.Verify(digest, raw, SignatureScheme.Ed25519),
            Ed25519Id => signature.Numbers is [var raw] && _key.Verify(digest, raw, SignatureScheme.Ed25519),
            _ => false,
        };
    }

    /// <summary>The upper-case hex SHA-1 of <c>99 LEN16 body</c>, which names a key of version 4 (RFC 9580 section 5.5.4.2).</summary>
    private static string ComputeFingerprint(ReadOnlySpan<byte> body)
    {
        byte[] hashed = [0x99, (byte)(body.Length >> 8), (byte)body.Length, .. body];
        return body.Length <= ushort.MaxValue ? Convert.ToHexString(HashId.Sha1.Compute(hashed)) : throw new PgpException("a key packet of more than 64 KiB");
    }

    private Outcome<PublicKey> ReadMaterial(ref ByteCursor cursor, out RSAParameters rsa)
    {
        rsa = default;
        switch (Algorithm)
        {
            case Rsa or RsaSignOnly:
                var modulus = cursor.Number();
                var exponent = cursor.Number();
                cursor.End("the key");
                rsa = new() { Modulus = modulus.ToArray(), Exponent = exponent.ToArray() };
                return PublicKey.FromRsa(modulus, exponent);
            case EcdsaId:
                var kind = ReadCurve(ref cursor);
                var point = cursor.Number();
                cursor.End("the key");
                return kind is { } curve and not KeyKind.Ed25519 ? PublicKey.FromPoint(curve, point) : Unusable("its curve is not P-256, P-384 or P-521");
            case EdDsa:
                var edwards = ReadCurve(ref cursor);
                var prefixed = cursor.Number();
                cursor.End("the key");
                return edwards is KeyKind.Ed25519 && prefixed is [0x40, ..] ? PublicKey.FromPoint(KeyKind.Ed25519, prefixed[1..]) : Unusable("its curve is not Ed25519");
            case Ed25519Id:
                var bare = cursor.Take(32);
                cursor.End("the key");
                return PublicKey.FromPoint(KeyKind.Ed25519, bare);
            default:
                return Unusable($"algorithm {Algorithm} does not sign, or is not read (DSA, ElGamal)");
        }
    }

    private static KeyKind? ReadCurve(ref ByteCursor cursor) => Convert.ToHexString(cursor.Take(cursor.Byte())) switch
    {
        "2A8648CE3D030107" => KeyKind.EcdsaP256,
        "2B81040022" => KeyKind.EcdsaP384,
        "2B81040023" => KeyKind.EcdsaP521,
        "2B06010401DA470F01" => KeyKind.Ed25519,
        _ => null,
    };

    private bool VerifyRsa(HashId hash, byte[] digest, byte[] signature)
    {
        var size = (_key!.SizeBits + 7) / 8;
        if (signature.Length > size)
        {
            return false;
        }
        byte[] padded = [.. new byte[size - signature.Length], .. signature];
        return hash is HashId.Sha256 or HashId.Sha384 or HashId.Sha512
            ? _key.VerifyHash(digest, padded, SignatureScheme.RsaPkcs1(HashNameOf(digest)))
            : VerifyOtherHash(hash, digest, padded);
    }

    /// <summary>PKCS#1 v1.5 over hashes that the framework does not offer or that our schemes refuse; the caller has decided that the hash may count.</summary>
    private bool VerifyOtherHash(HashId hash, byte[] digest, byte[] signature)
    {
        ReadOnlySpan<byte> info = [.. hash.DigestInfoPrefix(), .. digest];
        var filler = signature.Length - info.Length - 3;
        if (filler < 8)
        {
            return false;
        }
        byte[] expected = [0, 1, .. Enumerable.Repeat((byte)0xFF, filler), 0, .. info];
        var modulus = new BigInteger(_rsa.Modulus, isUnsigned: true, isBigEndian: true);
        var opened = BigInteger.ModPow(new(signature, isUnsigned: true, isBigEndian: true), new(_rsa.Exponent, isUnsigned: true, isBigEndian: true), modulus);
        return opened == new BigInteger(expected, isUnsigned: true, isBigEndian: true);
    }

    private static byte[]? Join(byte[] r, byte[] s, int fieldSizeBytes)
    {
        if (r.Length > fieldSizeBytes || s.Length > fieldSizeBytes)
        {
            return null;
        }
        var raw = new byte[2 * fieldSizeBytes];
        r.CopyTo(raw, fieldSizeBytes - r.Length);
        s.CopyTo(raw, raw.Length - s.Length);
        return raw;
    }

    /// <summary>A digest of 20 or 28 bytes, left-padded to 32: ECDSA reads it as the same number.</summary>
    private static byte[] Fit(byte[] digest) => digest.Length >= 32 ? digest : [.. new byte[32 - digest.Length], .. digest];

    private static HashAlgorithmName HashNameOf(byte[] digest) =>
        digest.Length switch { 32 => HashAlgorithmName.SHA256, 48 => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };

    private Failure Unusable(string why) => new(FailureReason.KeyInvalid, VerificationStep.Key, $"key {Fingerprint}: {why}");
}
