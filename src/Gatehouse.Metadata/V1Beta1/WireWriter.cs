using System.Buffers;
using Google.Protobuf;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Puts a serialized message together field by field.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public bool IsEmpty => _buffer.WrittenCount == 0;

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Writes a field under another number, its value as it is.</summary>
    public void Write(int number, WireField field)
    {
        WriteTag(number, field.Type);
        if (field.Type == WireFormat.WireType.LengthDelimited)
        {
            WriteRawVarint((ulong)field.Value.Length);
        }

        _buffer.Write(field.Value.Span);
    }

    public void WriteBytes(int number, ReadOnlySpan<byte> value)
    {
        WriteTag(number, WireFormat.WireType.LengthDelimited);
        WriteRawVarint((ulong)value.Length);
        _buffer.Write(value);
    }

    public void WriteVarint(int number, ulong value)
    {
        WriteTag(number, WireFormat.WireType.Varint);
        WriteRawVarint(value);
    }

    /// <summary>Writes fields that are serialized already: parsers merge them with the others.</summary>
    public void WriteFields(ReadOnlySpan<byte> fields) => _buffer.Write(fields);

    private void WriteTag(int number, WireFormat.WireType type) => WriteRawVarint(WireFormat.MakeTag(number, type));

    private void WriteRawVarint(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }
}
