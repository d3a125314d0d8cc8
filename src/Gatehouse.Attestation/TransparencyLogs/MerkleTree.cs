using System.Numerics;
using System.Security.Cryptography;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>The hashes of a transparency log (RFC 6962 section 2.1, with SHA-256).</summary>
public static class MerkleTree
{
    public const int HashSizeBytes = SHA256.HashSizeInBytes;

    /// <summary>SHA-256(0x00 ‖ entry): a leaf can never be mistaken for a node.</summary>
    public static byte[] HashLeaf(ReadOnlySpan<byte> entry) => Hash(0x00, entry, []);

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] HashChildren(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => Hash(0x01, left, right);

    /// <summary>
    /// The root that an audit path leads to (RFC 9162 section 2.1.3.2). The path has exactly one hash for each level at which the leaf has a sibling,
    /// so neither index nor size can be bent to fit.
    /// </summary>
    /// <param name="index">Of the leaf in the tree, from 0.</param>
    /// <param name="size">Leaves in the tree.</param>
    /// <returns>Null when index, size and length of the path do not go together, or a hash has the wrong length.</returns>
    public static byte[]? FindRoot(ReadOnlySpan<byte> leafHash, ulong index, ulong size, IReadOnlyList<ReadOnlyMemory<byte>> path)
    {
        if (index >= size || path.Count != PathLength(index, size) || path.Any(h => h.Length != HashSizeBytes))
        {
            return null;
        }

        var hash = leafHash.ToArray();
        var (node, last) = (index, size - 1);
        foreach (var sibling in path)
        {
            if ((node & 1) == 1 || node == last)
            {
                hash = HashChildren(sibling.Span, hash);
                SkipLevelsWithoutSibling(ref node, ref last);
            }
            else
            {
                hash = HashChildren(hash, sibling.Span);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return hash;
    }

    /// <summary>A node that is the last of its level and a left child goes up unchanged.</summary>
    private static void SkipLevelsWithoutSibling(ref ulong node, ref ulong last)
    {
        while ((node & 1) == 0 && node != 0)
        {
            (node, last) = (node >> 1, last >> 1);
        }
    }

    private static int PathLength(ulong index, ulong size)
    {
        var inner = 64 - BitOperations.LeadingZeroCount(index ^ (size - 1));
        return inner + BitOperations.PopCount(inner == 64 ? 0 : index >> inner);
    }

    private static byte[] Hash(byte prefix, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([prefix]);
        hash.AppendData(first);
        hash.AppendData(second);
        return hash.GetHashAndReset();
    }
}
