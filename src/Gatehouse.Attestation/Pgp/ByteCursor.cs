using System.Buffers.Binary;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>Reads the fields inside a packet, in order.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> rest)
{
    public ReadOnlySpan<byte> Rest { get; private set; } = rest;

    public ReadOnlySpan<byte> Take(long length)
    {
        if (length > Rest.Length)
        {
            throw new PgpException(FailureReason.Truncated, VerificationStep.Parse, "a packet ends inside a field");
        }
        var taken = Rest[..(int)length];
        Rest = Rest[(int)length..];
        return taken;
    }

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    /// <summary>A number of at most 16,384 bits, big-endian without leading zeros.</summary>
    public ReadOnlySpan<byte> Number()
    {
        var bits = UInt16();
        return bits <= 16384 ? Take((bits + 7) / 8).TrimStart((byte)0) : throw new PgpException($"a number of {bits} bits");
    }

    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeSeconds(UInt32());

    public void End(string what)
    {
        if (!Rest.IsEmpty)
        {
            throw new PgpException(FailureReason.TrailingData, VerificationStep.Parse, $"{Rest.Length} bytes after the end of {what}");
        }
    }
}
