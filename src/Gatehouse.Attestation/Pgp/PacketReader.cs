using System.Buffers;
using System.Buffers.Binary;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>Cuts bytes into packets (RFC 9580 section 4.2), in the old format and the new, with partial and indeterminate lengths where those may stand.</summary>
internal static class PacketReader
{
    /// <summary>The first of the packet types that a reader who does not know them may skip (RFC 9580 section 4.3).</summary>
    private const int FirstUncritical = 40;

    /// <exception cref="PgpException">Not packets, cut off, or too many.</exception>
    public static List<Packet> ReadAll(ReadOnlyMemory<byte> data, PgpOptions options)
    {
        var packets = new List<Packet>();
        for (var count = 0; !data.IsEmpty; count++)
        {
            if (count == options.Packets)
            {
                throw new PgpException(FailureReason.LimitExceeded, VerificationStep.Parse, $"more than {options.Packets} packets");
            }
            var packet = ReadOne(ref data);
            if (packet.Tag is PacketTag.Marker or PacketTag.Trust or PacketTag.Padding || (int)packet.Tag >= FirstUncritical)
            {
                continue;
            }
            packets.Add(Enum.IsDefined(packet.Tag) ? packet
                : throw new PgpException(FailureReason.Unsupported, VerificationStep.Parse, $"packet type {(int)packet.Tag} (encrypted or unknown) is not read"));
        }
        return packets;
    }

    private static Packet ReadOne(ref ReadOnlyMemory<byte> data)
    {
        var head = Take(ref data, 1).Span[0];
        if ((head & 0x80) == 0)
        {
            throw new PgpException("not an OpenPGP packet: the first bit is not set");
        }
        var isNew = (head & 0x40) != 0;
        var tag = (PacketTag)(isNew ? head & 0x3F : (head >> 2) & 0x0F);
        return new(tag, isNew ? ReadNewBody(ref data, tag) : ReadOldBody(ref data, tag, head & 3));
    }

    private static ReadOnlyMemory<byte> ReadOldBody(ref ReadOnlyMemory<byte> data, PacketTag tag, int lengthType)
    {
        switch (lengthType)
        {
            case 0:
                return Take(ref data, Take(ref data, 1).Span[0]);
            case 1:
                return Take(ref data, BinaryPrimitives.ReadUInt16BigEndian(Take(ref data, 2).Span));
            case 2:
                return Take(ref data, BinaryPrimitives.ReadUInt32BigEndian(Take(ref data, 4).Span));
            default:
                RequireData(tag);
                return Take(ref data, data.Length);
        }
    }

    private static ReadOnlyMemory<byte> ReadNewBody(ref ReadOnlyMemory<byte> data, PacketTag tag)
    {
        var length = ReadNewLength(ref data, out var isPartial);
        if (!isPartial)
        {
            return Take(ref data, length);
        }
        RequireData(tag);
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            body.Write(Take(ref data, length).Span);
            if (!isPartial)
            {
                return body.WrittenMemory;
            }
            length = ReadNewLength(ref data, out isPartial);
        }
    }

    private static long ReadNewLength(ref ReadOnlyMemory<byte> data, out bool isPartial)
    {
        var first = Take(ref data, 1).Span[0];
        isPartial = first is >= 224 and < 255;
        return first switch
        {
            < 192 => first,
            < 224 => ((first - 192) << 8) + Take(ref data, 1).Span[0] + 192,
            255 => BinaryPrimitives.ReadUInt32BigEndian(Take(ref data, 4).Span),
            _ => 1L << (first & 31),
        };
    }

    private static void RequireData(PacketTag tag)
    {
        if (tag is not (PacketTag.Literal or PacketTag.Compressed))
        {
            throw new PgpException($"a packet of type {(int)tag} without a definite length");
        }
    }

    public static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> data, long length)
    {
        if (length > data.Length)
        {
            throw new PgpException(FailureReason.Truncated, VerificationStep.Parse, $"{length} bytes are announced, {data.Length} are left");
        }
        var taken = data[..(int)length];
        data = data[(int)length..];
        return taken;
    }
}
