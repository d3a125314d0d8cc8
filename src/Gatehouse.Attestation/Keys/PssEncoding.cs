using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Gatehouse.Attestation.Keys;

/// <summary>
/// RSASSA-PSS with a salt of any length (RFC 8017 sections 8.1.2 and 9.1.2). The framework verifies one salt length given beforehand, and signers in the
/// field use the hash's length, the largest, or one of their own.
/// </summary>
internal static class PssEncoding
{
    public static bool Verify(RSAParameters key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, HashAlgorithmName algorithm)
    {
        var modulus = new BigInteger(key.Modulus, isUnsigned: true, isBigEndian: true);
        var number = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (signature.Length != key.Modulus!.Length || number >= modulus)
        {
            return false;
        }
        var exponent = new BigInteger(key.Exponent, isUnsigned: true, isBigEndian: true);
        var encodedBits = (int)modulus.GetBitLength() - 1;
        var encoded = new byte[(encodedBits + 7) / 8];
        var message = BigInteger.ModPow(number, exponent, modulus);
        return message.GetByteCount(isUnsigned: true) <= encoded.Length
            && message.TryWriteBytes(encoded.AsSpan(encoded.Length - message.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true)
            && IsConsistent(encoded, encodedBits, hash, algorithm);
    }

    private static bool IsConsistent(Span<byte> encoded, int encodedBits, ReadOnlySpan<byte> hash, HashAlgorithmName algorithm)
    {
        if (encoded.Length < hash.Length + 2 || encoded[^1] != 0xBC)
        {
            return false;
        }
        var block = encoded[..(encoded.Length - hash.Length - 1)];
        var digest = encoded.Slice(block.Length, hash.Length);
        var topMask = (byte)(0xFF >> (8 * encoded.Length - encodedBits));
        if ((block[0] & ~topMask) != 0)
        {
            return false;
        }
        Unmask(block, digest, algorithm);
        block[0] &= topMask;
        var one = block.IndexOfAnyExcept((byte)0);
        return one >= 0 && block[one] == 1 && digest.SequenceEqual(Rehash(hash, block[(one + 1)..], algorithm));
    }

    private static byte[] Rehash(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> salt, HashAlgorithmName algorithm)
    {
        byte[] input = [0, 0, 0, 0, 0, 0, 0, 0, .. hash, .. salt];
        return CryptographicOperations.HashData(algorithm, input);
    }

    /// <summary>MGF1, RFC 8017 appendix B.2.1.</summary>
    private static void Unmask(Span<byte> block, ReadOnlySpan<byte> seed, HashAlgorithmName algorithm)
    {
        Span<byte> input = stackalloc byte[64 + 4];
        input = input[..(seed.Length + 4)];
        seed.CopyTo(input);
        for (var (offset, counter) = (0, 0); offset < block.Length; offset += seed.Length, counter++)
        {
            BinaryPrimitives.WriteInt32BigEndian(input[seed.Length..], counter);
            var mask = CryptographicOperations.HashData(algorithm, input);
            for (var i = 0; i < Math.Min(mask.Length, block.Length - offset); i++)
            {
                block[offset + i] ^= mask[i];
            }
        }
    }
}
