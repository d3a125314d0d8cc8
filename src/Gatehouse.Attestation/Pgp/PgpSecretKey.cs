using System.Security.Cryptography;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using BouncyPgp = Org.BouncyCastle.Bcpg.OpenPgp;

namespace Gatehouse.Attestation.Pgp;

/// <summary>An OpenPGP key to sign with: the certificate, and the secret of one of its keys that may sign. Dispose it to forget the secret.</summary>
public sealed class PgpSecretKey : IDisposable
{
    private PgpSecretKey(PgpPublicKey certificate, KeyMaterial material, PrivateKey key) => (Certificate, Material, Key) = (certificate, material, key);

    public PgpPublicKey Certificate { get; }

    /// <summary>Of the key that signs.</summary>
    public string SigningFingerprint => Material.Fingerprint;

    internal KeyMaterial Material { get; }

    internal PrivateKey Key { get; }

    /// <summary>
    /// Reads armor of a secret key (<c>PGP PRIVATE KEY BLOCK</c>), opened with its passphrase where it has one. Signs with the newest subkey that may sign at
    /// <paramref name="now"/>, else with the primary key, as GnuPG does.
    /// </summary>
    public static Outcome<PgpSecretKey> Parse(string armored, ReadOnlySpan<char> passphrase, DateTimeOffset now, PgpOptions? options = null)
    {
        options ??= PgpOptions.Default;
        var secret = passphrase.ToArray();
        return PgpException.Catch(() => Read(Armor.Read(armored, "PGP PRIVATE KEY BLOCK").Data, secret, now, options));
    }

    public void Dispose() => Key.Dispose();

    private static Outcome<PgpSecretKey> Read(byte[] data, char[] passphrase, DateTimeOffset now, PgpOptions options)
    {
        try
        {
            var ring = new BouncyPgp.PgpSecretKeyRing(data);
            var certificate = PgpPublicKey.Parse(PublicPart(ring), options);
            return certificate.Then(c => Open(c, ring, passphrase, now));
        }
        // The library reports damage and a wrong passphrase each in its own way, and its texts are not passed on.
        catch (Exception e) when (e is BouncyPgp.PgpException or IOException or ArgumentException or InvalidOperationException or InvalidCastException or CryptographicException)
        {
            return Invalid("the secret key cannot be read, or the passphrase does not open it");
        }
    }

    private static byte[] PublicPart(BouncyPgp.PgpSecretKeyRing ring)
    {
        using var bytes = new MemoryStream();
        foreach (var key in ring.GetSecretKeys())
        {
            key.PublicKey.Encode(bytes);
        }
        return bytes.ToArray();
    }

    private static Outcome<PgpSecretKey> Open(PgpPublicKey certificate, BouncyPgp.PgpSecretKeyRing ring, char[] passphrase, DateTimeOffset now)
    {
        var usable = certificate.Components
            .Where(c => certificate.Refuse(c, now, now) is null)
            .OrderBy(c => c.IsPrimary).ThenByDescending(c => c.Key.Created);
        foreach (var component in usable)
        {
            var secret = ring.GetSecretKey(Convert.ToInt64(component.Key.KeyId, 16));
            if (secret is { IsPrivateKeyEmpty: false } && secret.ExtractPrivateKeyUtf8(passphrase) is { } extracted)
            {
                return ToPrivateKey(extracted).Then<PgpSecretKey>(key => new PgpSecretKey(certificate, component.Key, key));
            }
        }
        return certificate.WhyUnusable(now) ?? Invalid("the file holds no secret of a key that may sign");
    }

    private static Outcome<PrivateKey> ToPrivateKey(BouncyPgp.PgpPrivateKey key) => key.Key switch
    {
        RsaPrivateCrtKeyParameters rsa => PrivateKeyReader.FromRsa(new RSAParameters
        {
            Modulus = rsa.Modulus.ToByteArrayUnsigned(),
            Exponent = rsa.PublicExponent.ToByteArrayUnsigned(),
            D = Fixed(rsa.Exponent, rsa.Modulus.ToByteArrayUnsigned().Length),
            P = Fixed(rsa.P, rsa.P.ToByteArrayUnsigned().Length),
            Q = Fixed(rsa.Q, rsa.P.ToByteArrayUnsigned().Length),
            DP = Fixed(rsa.DP, rsa.P.ToByteArrayUnsigned().Length),
            DQ = Fixed(rsa.DQ, rsa.P.ToByteArrayUnsigned().Length),
            InverseQ = Fixed(rsa.QInv, rsa.P.ToByteArrayUnsigned().Length),
        }),
        ECPrivateKeyParameters ec => PrivateKeyReader.FromScalar(ec.D.ToByteArrayUnsigned(), ec.Parameters.Curve.FieldSize),
        Ed25519PrivateKeyParameters edwards => PrivateKeyReader.FromSeed(edwards.GetEncoded()),
        _ => Invalid("the key is of a kind that is not signed with"),
    };

    private static byte[] Fixed(BigInteger number, int sizeBytes)
    {
        var bytes = number.ToByteArrayUnsigned();
        return bytes.Length >= sizeBytes ? bytes : [.. new byte[sizeBytes - bytes.Length], .. bytes];
    }

    private static Failure Invalid(string text) => new(FailureReason.KeyInvalid, VerificationStep.Key, text);
}
