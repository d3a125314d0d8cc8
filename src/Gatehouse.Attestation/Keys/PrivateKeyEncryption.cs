using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;

namespace Gatehouse.Attestation.Keys;

/// <summary>PKCS#8 under a password (RFC 8018): PBES2 with PBKDF2 and AES-CBC. Written out here because the framework seals only keys of its own kinds, and Ed25519 is none of them.</summary>
internal static class PrivateKeyEncryption
{
    private const int Rounds = 600_000;

    /// <summary>More rounds than this only serve to stall whoever reads the key.</summary>
    private const int MostRounds = 10_000_000;

    public static string Encrypt(PrivateKey key, ReadOnlySpan<char> password)
    {
        if (password.IsEmpty)
        {
            throw new ArgumentException("An empty password protects nothing.", nameof(password));
        }
        var salt = RandomNumberGenerator.GetBytes(16);
        var nonce = RandomNumberGenerator.GetBytes(16);
        var clear = key.ExportPkcs8();
        using var aes = Aes.Create();
        aes.Key = Rfc2898DeriveBytes.Pbkdf2(password, salt, Rounds, HashAlgorithmName.SHA256, 32);
        var derivation = new Pbkdf2Params(salt, Rounds, 32, new AlgorithmIdentifier(PkcsObjectIdentifiers.IdHmacWithSha256, DerNull.Instance));
        var parameters = new PbeS2Parameters(
            new KeyDerivationFunc(PkcsObjectIdentifiers.IdPbkdf2, derivation),
            new EncryptionScheme(NistObjectIdentifiers.IdAes256Cbc, new DerOctetString(nonce)));
        var info = new EncryptedPrivateKeyInfo(new AlgorithmIdentifier(PkcsObjectIdentifiers.IdPbeS2, parameters), aes.EncryptCbc(clear, nonce));
        CryptographicOperations.ZeroMemory(clear);
        return PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", info.GetEncoded(Asn1Encodable.Der)) + "\n";
    }

    /// <returns>PKCS#8 in clear.</returns>
    /// <exception cref="CryptographicException">The password does not open it, or it is sealed in a way that is not read.</exception>
    public static byte[] Decrypt(byte[] der, ReadOnlySpan<char> password)
    {
        try
        {
            var info = EncryptedPrivateKeyInfo.GetInstance(Asn1Object.FromByteArray(der));
            if (!info.EncryptionAlgorithm.Algorithm.Equals(PkcsObjectIdentifiers.IdPbeS2))
            {
                throw new CryptographicException($"sealed by {info.EncryptionAlgorithm.Algorithm}; PBES2 is read");
            }
            return Decrypt(PbeS2Parameters.GetInstance(info.EncryptionAlgorithm.Parameters), info.GetEncryptedData(), password);
        }
        catch (Exception e) when (e is ArgumentException or IOException or InvalidCastException or InvalidOperationException or ArithmeticException)
        {
            throw new CryptographicException("not an EncryptedPrivateKeyInfo", e);
        }
    }

    private static byte[] Decrypt(PbeS2Parameters parameters, byte[] sealedKey, ReadOnlySpan<char> password)
    {
        var cipher = parameters.EncryptionScheme;
        var keySizeBytes =
            cipher.Algorithm.Equals(NistObjectIdentifiers.IdAes256Cbc) ? 32
            : cipher.Algorithm.Equals(NistObjectIdentifiers.IdAes192Cbc) ? 24
            : cipher.Algorithm.Equals(NistObjectIdentifiers.IdAes128Cbc) ? 16
            : throw new CryptographicException($"sealed with {cipher.Algorithm}; AES-CBC is read");
        using var aes = Aes.Create();
        aes.Key = Derive(parameters.KeyDerivationFunc, keySizeBytes, password);
        return aes.DecryptCbc(sealedKey, Asn1OctetString.GetInstance(cipher.Parameters).GetOctets());
    }

    private static byte[] Derive(KeyDerivationFunc function, int sizeBytes, ReadOnlySpan<char> password)
    {
        if (!function.Algorithm.Equals(PkcsObjectIdentifiers.IdPbkdf2))
        {
            throw new CryptographicException($"its key is derived by {function.Algorithm}; PBKDF2 is read");
        }
        var parameters = Pbkdf2Params.GetInstance(function.Parameters);
        var rounds = parameters.IterationCount.IntValueExact;
        return rounds is > 0 and <= MostRounds
            ? Rfc2898DeriveBytes.Pbkdf2(password, parameters.GetSalt(), rounds, Hash(parameters.Prf), sizeBytes)
            : throw new CryptographicException($"{rounds} rounds of PBKDF2; at most {MostRounds} are made");
    }

    private static HashAlgorithmName Hash(AlgorithmIdentifier prf) =>
        prf.Algorithm.Equals(PkcsObjectIdentifiers.IdHmacWithSha256) ? HashAlgorithmName.SHA256
        : prf.Algorithm.Equals(PkcsObjectIdentifiers.IdHmacWithSha384) ? HashAlgorithmName.SHA384
        : prf.Algorithm.Equals(PkcsObjectIdentifiers.IdHmacWithSha512) ? HashAlgorithmName.SHA512
        : prf.Algorithm.Equals(PkcsObjectIdentifiers.IdHmacWithSha1) ? HashAlgorithmName.SHA1
        : throw new CryptographicException($"pseudo-random function {prf.Algorithm} is not known");
}
