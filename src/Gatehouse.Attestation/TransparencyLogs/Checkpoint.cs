using System.Globalization;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>A log's signed word on how large its tree is and which root it has (C2SP tlog-checkpoint).</summary>
/// <param name="Origin">The name of the log.</param>
/// <param name="Size">Leaves in the tree.</param>
public sealed record Checkpoint(string Origin, ulong Size, ReadOnlyMemory<byte> RootHash, SignedNote Note)
{
    /// <exception cref="FormatException">Not a signed note whose text starts with origin, size and root.</exception>
    public static Checkpoint Parse(string envelope)
    {
        var note = SignedNote.Parse(envelope);
        var lines = note.Text.Split('\n');
        if (lines.Length < 4 || lines[0].Length == 0)
        {
            throw new FormatException("a checkpoint starts with the lines origin, size and root hash");
        }

        if (!ulong.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || (lines[1].Length > 1 && lines[1][0] == '0'))
        {
            throw new FormatException("the second line of a checkpoint is not the size of a tree");
        }

        Span<byte> root = stackalloc byte[MerkleTree.HashSizeBytes + 1];
        return lines[2].Length == 44 && Convert.TryFromBase64String(lines[2], root, out var length) && length == MerkleTree.HashSizeBytes
            ? new(lines[0], size, root[..length].ToArray(), note)
            : throw new FormatException("the third line of a checkpoint is not a root hash");
    }
}
