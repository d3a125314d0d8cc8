using System.Security.Cryptography;
using Gatehouse.Attestation.Verification;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Gatehouse.Attestation.Keys;

/// <summary>
/// The form in which <c>cosign generate-key-pair</c> stores a key: JSON naming scrypt and <c>nacl/secretbox</c> (XSalsa20 and Poly1305), with PKCS#8 inside.
/// </summary>
internal static class CosignKeyEncryption
{
    private const int TagSizeBytes = 16;

    /// <returns>PKCS#8 in clear.</returns>
    /// <exception cref="CryptographicException">The password does not open it, or it is sealed in a way that is not read.</exception>
    public static byte[] Decrypt(ReadOnlySpan<byte> json, ReadOnlySpan<char> password)
    {
        var read = StrictJson.ReadObject(json, Sealed.Read, step: VerificationStep.Key);
        if (!read.Succeeded)
        {
            throw new CryptographicException(read.Failures[0].Text);
        }
        var key = read.Found;
        var secret = Scrypt.Derive(password, key.Salt, key.Cost, key.BlockSize, key.Parallelism, 32);
        return Open(key.Ciphertext, key.Nonce, secret);
    }

    private static byte[] Open(byte[] box, byte[] nonce, byte[] secret)
    {
        var cipher = new XSalsa20Engine();
        cipher.Init(forEncryption: false, new ParametersWithIV(new KeyParameter(secret), nonce));
        var oneTimeKey = new byte[32];
        cipher.ProcessBytes(oneTimeKey, 0, 32, oneTimeKey, 0);
        var mac = new Poly1305();
        mac.Init(new KeyParameter(oneTimeKey));
        mac.BlockUpdate(box, TagSizeBytes, box.Length - TagSizeBytes);
        var tag = new byte[TagSizeBytes];
        mac.DoFinal(tag, 0);
        if (!CryptographicOperations.FixedTimeEquals(tag, box.AsSpan(0, TagSizeBytes)))
        {
            throw new CryptographicException("the password does not open the key");
        }
        var clear = new byte[box.Length - TagSizeBytes];
        cipher.ProcessBytes(box, TagSizeBytes, clear.Length, clear, 0);
        return clear;
    }

    private sealed record Sealed(byte[] Salt, long Cost, int BlockSize, int Parallelism, byte[] Nonce, byte[] Ciphertext)
    {
        public static Sealed? Read(JsonObjectReader json)
        {
            var kdf = json.RequiredObject("kdf");
            var cipher = json.RequiredObject("cipher");
            var parameters = kdf?.RequiredObject("params");
            if (kdf is null || cipher is null || parameters is null)
            {
                return null;
            }
            Expect(kdf, "scrypt");
            Expect(cipher, "nacl/secretbox");
            var read = new Sealed(
                kdf.RequiredBytes("salt"),
                parameters.RequiredInteger("N"),
                (int)Math.Clamp(parameters.RequiredInteger("r"), 0, int.MaxValue),
                (int)Math.Clamp(parameters.RequiredInteger("p"), 0, int.MaxValue),
                cipher.RequiredBytes("nonce"),
                json.RequiredBytes("ciphertext"));
            if (read.Nonce.Length != 24)
            {
                cipher.Refuse("nonce", "must be 24 bytes");
            }
            if (read.Ciphertext.Length < TagSizeBytes)
            {
                json.Refuse("ciphertext", "is too short");
            }
            return read;
        }

        private static void Expect(JsonObjectReader part, string name)
        {
            if (part.RequiredString("name") is var found && found.Length > 0 && found != name)
            {
                part.Refuse("name", $"must be \"{name}\"", FailureReason.Unsupported);
            }
        }
    }
}
