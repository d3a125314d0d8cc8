using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Policy.Keys;

/// <summary>A public key as policies carry it: PEM of a SubjectPublicKeyInfo (RFC 5280), or of PKCS#1 for RSA. Two are equal when they are the same key.</summary>
public sealed class PublicKeyPem : IEquatable<PublicKeyPem>
{
    private const string Ed25519Oid = "1.3.101.112";
    private static readonly ImmutableArray<string?> Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];
    private const int SmallestRsaBits = 2_048;
    private const int LargestRsaBits = 16_384;

    private PublicKeyPem(PublicKeyType type, int sizeBits, byte[] subjectPublicKeyInfo)
    {
        (Type, SizeBits, SubjectPublicKeyInfo) = (type, sizeBits, [.. subjectPublicKeyInfo]);
        Id = "ni:///sha-256;" + Base64Url.EncodeToString(SHA256.HashData(subjectPublicKeyInfo));
    }

    public PublicKeyType Type { get; }

    /// <summary>Of the modulus for RSA, of the curve otherwise.</summary>
    public int SizeBits { get; }

    /// <summary>DER.</summary>
    public ImmutableArray<byte> SubjectPublicKeyInfo { get; }

    /// <summary>The id that Binary Authorization computes for a key without one: <c>ni:///sha-256;</c> and the digest of the DER in base64url (RFC 6920). Names the key itself, so nobody else's key has it.</summary>
    public string Id { get; }

    /// <summary>Reads a text that holds one key and nothing else.</summary>
    public static bool TryParse(string text, out PublicKeyPem key, out string error)
    {
        var isRead = TryParseAll(text, out var keys, out error);
        key = isRead ? keys[0] : null!;
        error = isRead && keys.Length > 1 ? "one key is expected, and there are several" : error;
        return error.Length == 0;
    }

    /// <summary>Reads a text that holds one key or several and nothing else.</summary>
    public static bool TryParseAll(string text, out ImmutableArray<PublicKeyPem> keys, out string error)
    {
        var found = ImmutableArray.CreateBuilder<PublicKeyPem>();
        var rest = text.AsSpan().Trim();
        error = rest.IsEmpty ? "a PEM public key is expected" : "";
        while (error.Length == 0 && !rest.IsEmpty)
        {
            if (!PemEncoding.TryFind(rest, out var fields) || fields.Location.Start.Value != 0)
            {
                error = "this is no PEM: -----BEGIN PUBLIC KEY-----, base64, -----END PUBLIC KEY-----";
                break;
            }

            error = Read(rest[fields.Label], Convert.FromBase64String(rest[fields.Base64Data].ToString()), found);
            rest = rest[fields.Location.End..].TrimStart();
        }

        keys = found.ToImmutable();
        return error.Length == 0;
    }

    public bool Equals(PublicKeyPem? other) => other is not null && Id == other.Id;

    public override bool Equals(object? obj) => Equals(obj as PublicKeyPem);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Id;

    private static string Read(ReadOnlySpan<char> label, byte[] der, ImmutableArray<PublicKeyPem>.Builder found)
    {
        try
        {
            switch (label)
            {
                case "PUBLIC KEY":
                    found.Add(ReadSubjectPublicKeyInfo(der));
                    return "";
                case "RSA PUBLIC KEY":
                    using (var rsa = RSA.Create())
                    {
                        rsa.ImportRSAPublicKey(der, out var read);
                        found.Add(read == der.Length ? ReadSubjectPublicKeyInfo(rsa.ExportSubjectPublicKeyInfo()) : throw new CryptographicException("something follows the key"));
                    }

                    return "";
                default:
                    return $"\"{label}\" is no public key";
            }
        }
        catch (CryptographicException exception)
        {
            return $"the key cannot be read: {exception.Message}";
        }
    }

    private static PublicKeyPem ReadSubjectPublicKeyInfo(byte[] der)
    {
        var key = PublicKey.CreateFromSubjectPublicKeyInfo(der, out var read);
        if (read != der.Length)
        {
            throw new CryptographicException("something follows the key");
        }

        if (key.Oid.Value == Ed25519Oid)
        {
            return key.EncodedKeyValue.RawData.Length == 32 ? new(PublicKeyType.Ed25519, 256, der) : throw new CryptographicException("an Ed25519 key has 32 bytes");
        }

        using var rsa = key.GetRSAPublicKey();
        if (rsa is not null)
        {
            return rsa.KeySize is >= SmallestRsaBits and <= LargestRsaBits
                ? new(PublicKeyType.Rsa, rsa.KeySize, der)
                : throw new CryptographicException($"an RSA key of {rsa.KeySize} bits; {SmallestRsaBits} to {LargestRsaBits} are read");
        }

        using var ecdsa = key.GetECDsaPublicKey() ?? throw new CryptographicException("neither RSA nor ECDSA nor Ed25519");
        var curve = ecdsa.ExportParameters(false).Curve;
        return curve.IsNamed && Curves.Contains(curve.Oid.Value)
            ? new(PublicKeyType.Ecdsa, ecdsa.KeySize, der)
            : throw new CryptographicException("a curve other than P-256, P-384 and P-521");
    }
}
