using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;

namespace Gatehouse.Attestation.Keys;

/// <summary>scrypt (RFC 7914) with bounds on what a key file may ask of memory and time.</summary>
internal static class Scrypt
{
    /// <summary>128 MiB: N·r·128 bytes are held. cosign asks for 64 MiB (N 65,536, r 8).</summary>
    private const long LargestMemoryBytes = 128L << 20;

    /// <exception cref="CryptographicException">The parameters are out of range.</exception>
    public static byte[] Derive(ReadOnlySpan<char> password, byte[] salt, long cost, int blockSize, int parallelism, int sizeBytes)
    {
        if (cost is < 2 or > 1 << 24 || !long.IsPow2(cost) || blockSize is < 1 or > 64 || parallelism is < 1 or > 16 || cost * blockSize * 128 > LargestMemoryBytes)
        {
            throw new CryptographicException($"scrypt with N {cost}, r {blockSize}, p {parallelism} is out of range");
        }
        var secret = new byte[Encoding.UTF8.GetByteCount(password)];
        Encoding.UTF8.GetBytes(password, secret);
        return SCrypt.Generate(secret, salt, (int)cost, blockSize, parallelism, sizeBytes);
    }
}
