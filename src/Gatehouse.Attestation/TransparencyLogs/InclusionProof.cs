using System.Collections.Immutable;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>The path from a log entry to a root the log has signed.</summary>
/// <param name="Index">Of the leaf in the tree, from 0; differs from the log-wide index where the log has several trees.</param>
/// <param name="Checkpoint">The signed note; null where only the hashes were handed over.</param>
public sealed record InclusionProof(ulong Index, ulong TreeSize, ReadOnlyMemory<byte> RootHash, ImmutableArray<ReadOnlyMemory<byte>> Hashes, string? Checkpoint)
{
    /// <summary>More levels no tree of 64-bit size has.</summary>
    public const int MaximumHashes = 64;
}
