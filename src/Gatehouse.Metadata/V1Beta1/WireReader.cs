using Google.Protobuf;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Splits a serialized message into its fields, in their order (protocol buffers, "Encoding").</summary>
internal static class WireReader
{
    /// <summary>As the default of the parsers of messages.</summary>
    private const int MaximumGroupDepth = 100;

    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public static List<WireField> Read(ReadOnlyMemory<byte> message)
    {
        var fields = new List<WireField>();
        var position = 0;
        while (position < message.Length)
        {
            var tag = ReadTag(message.Span, ref position);
            var start = position;
            Skip(tag, message.Span, ref position, 0, out var prefix);
            fields.Add(new(WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag), message[(start + prefix)..position]));
        }

        return fields;
    }

    public static ulong ReadVarint(ReadOnlySpan<byte> data, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70 && position < data.Length; shift += 7)
        {
            var next = data[position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Malformed(position);
    }

    private static uint ReadTag(ReadOnlySpan<byte> data, ref int position)
    {
        var tag = ReadVarint(data, ref position);
        return tag is > 7 and <= uint.MaxValue ? (uint)tag : throw Malformed(position);
    }

    /// <param name="prefix">How many of the skipped bytes are the length of a length-delimited field.</param>
    private static void Skip(uint tag, ReadOnlySpan<byte> data, ref int position, int depth, out int prefix)
    {
        prefix = 0;
        switch (WireFormat.GetTagWireType(tag))
        {
            case WireFormat.WireType.Varint: ReadVarint(data, ref position); break;
            case WireFormat.WireType.Fixed32: Advance(4, data, ref position); break;
            case WireFormat.WireType.Fixed64: Advance(8, data, ref position); break;
            case WireFormat.WireType.LengthDelimited:
                var start = position;
                var length = ReadVarint(data, ref position);
                prefix = position - start;
                Advance(length, data, ref position);
                break;
            case WireFormat.WireType.StartGroup: SkipGroup(tag, data, ref position, depth + 1); break;
            default: throw Malformed(position);
        }
    }

    private static void SkipGroup(uint start, ReadOnlySpan<byte> data, ref int position, int depth)
    {
        var end = WireFormat.MakeTag(WireFormat.GetTagFieldNumber(start), WireFormat.WireType.EndGroup);
        uint tag;
        while ((tag = ReadTag(data, ref position)) != end)
        {
            if (depth > MaximumGroupDepth)
            {
                throw Malformed(position);
            }

            Skip(tag, data, ref position, depth, out _);
        }
    }

    private static void Advance(ulong length, ReadOnlySpan<byte> data, ref int position)
    {
        if (length > (ulong)(data.Length - position))
        {
            throw Malformed(position);
        }

        position += (int)length;
    }

    private static InvalidDataException Malformed(int position) => new($"Malformed message at byte {position}.");
}
