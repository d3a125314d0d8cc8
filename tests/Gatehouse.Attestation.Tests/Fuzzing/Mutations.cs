using CsCheck;

namespace Gatehouse.Attestation.Tests.Fuzzing;

/// <summary>Damaged copies of good inputs: bytes changed, removed, repeated, put in, cut off.</summary>
internal static class Mutations
{
    public static Gen<byte[]> Of(params byte[][] seeds) =>
        Gen.Select(Gen.Int[0, seeds.Length - 1], Gen.Select(Gen.Int[0, 5], Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Int[1, 16]).Array[1, 6])
            .Select((seed, edits) => edits.Aggregate(seeds[seed], Apply));

    private static byte[] Apply(byte[] data, (int Kind, int Place, byte Value, int Length) edit)
    {
        var at = data.Length == 0 ? 0 : edit.Place % data.Length;
        var end = Math.Min(data.Length, at + edit.Length);
        return edit.Kind switch
        {
            0 when data.Length > 0 => [.. data.AsSpan(0, at), edit.Value, .. data.AsSpan(at + 1)],
            1 => [.. data.AsSpan(0, at), .. data.AsSpan(end)],
            2 => [.. data.AsSpan(0, end), .. data.AsSpan(at)],
            3 => [.. data.AsSpan(0, at), .. Enumerable.Repeat(edit.Value, edit.Length), .. data.AsSpan(at)],
            4 => data[..at],
            _ when data.Length > 0 => [.. data.AsSpan(0, at), (byte)(data[at] ^ (1 << (edit.Value & 7))), .. data.AsSpan(at + 1)],
            _ => [edit.Value],
        };
    }
}
