using Gatehouse.Attestation.TransparencyLogs;

namespace Gatehouse.Attestation.Tests.TransparencyLogs;

public sealed class MerkleTreeTests
{
    [Fact]
    public void Every_leaf_of_every_small_tree_leads_to_its_root_and_to_no_other_place()
    {
        for (var size = 1; size <= 20; size++)
        {
            byte[][] leaves = [.. Enumerable.Range(0, size).Select(i => MerkleTree.HashLeaf([(byte)i]))];
            for (var index = 0; index < size; index++)
            {
                var path = Path(leaves, index);
                Assert.Equal(Root(leaves), MerkleTree.FindRoot(leaves[index], (ulong)index, (ulong)size, path));
                Assert.Null(MerkleTree.FindRoot(leaves[index], (ulong)index, (ulong)size, [.. path, leaves[0]]));
                Assert.All(Enumerable.Range(0, size).Where(i => i != index), i => Assert.NotEqual(Root(leaves), MerkleTree.FindRoot(leaves[index], (ulong)i, (ulong)size, path)));
            }
        }
    }

    [Fact]
    public void Leaf_outside_the_tree_has_no_root()
    {
        Assert.Null(MerkleTree.FindRoot(new byte[32], 1, 1, []));
        Assert.Null(MerkleTree.FindRoot(new byte[32], ulong.MaxValue, ulong.MaxValue, []));
        Assert.Null(MerkleTree.FindRoot(new byte[32], 0, 0, []));
        Assert.Null(MerkleTree.FindRoot(new byte[32], 0, 2, [new byte[31]]));
    }

    /// <summary>RFC 6962 section 2.1, as it is written there.</summary>
    private static byte[] Root(ReadOnlySpan<byte[]> leaves) => leaves.Length == 1 ? leaves[0] : MerkleTree.HashChildren(Root(leaves[..Half(leaves.Length)]), Root(leaves[Half(leaves.Length)..]));

    /// <summary>RFC 6962 section 2.1.1.</summary>
    private static List<ReadOnlyMemory<byte>> Path(ReadOnlySpan<byte[]> leaves, int index)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        var half = Half(leaves.Length);
        return index < half ? [.. Path(leaves[..half], index), Root(leaves[half..])] : [.. Path(leaves[half..], index - half), Root(leaves[..half])];
    }

    private static int Half(int count)
    {
        var half = 1;
        while (half * 2 < count)
        {
            half *= 2;
        }

        return half;
    }
}
