using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Paging;

/// <summary>Bytes of a cursor: the sequence, and when ordered a letter for the key's type and the key.</summary>
internal static class PageCursorCodec
{
    public static byte[] Encode(PageCursor cursor)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(cursor.Sequence);
        WriteKey(writer, cursor.Key);
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; authenticity has been checked.</summary>
    public static PageCursor Decode(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        return new(reader.ReadInt64(), ReadKey(reader));
    }

    private static void WriteKey(BinaryWriter writer, FilterValue? key)
    {
        switch (key)
        {
            case null: writer.Write('-'); break;
            case FilterValue.Text text: writer.Write('t'); writer.Write(text.Value); break;
            case FilterValue.Number number: writer.Write('n'); writer.Write(number.Value); break;
            case FilterValue.Boolean boolean: writer.Write('b'); writer.Write(boolean.Value); break;
            case FilterValue.EnumNumber enumeration: writer.Write('e'); writer.Write(enumeration.Value); break;
            case FilterValue.Timestamp time: writer.Write('s'); WriteInt128(writer, time.UnixNanoseconds); break;
            default: throw new UnreachableException();
        }
    }

    private static FilterValue? ReadKey(BinaryReader reader) => reader.ReadChar() switch
    {
        '-' => null,
        't' => new FilterValue.Text(reader.ReadString()),
        'n' => new FilterValue.Number(reader.ReadDouble()),
        'b' => new FilterValue.Boolean(reader.ReadBoolean()),
        'e' => new FilterValue.EnumNumber(reader.ReadInt32()),
        's' => new FilterValue.Timestamp(BinaryPrimitives.ReadInt128LittleEndian(reader.ReadBytes(16))),
        _ => throw new UnreachableException(),
    };

    private static void WriteInt128(BinaryWriter writer, Int128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, value);
        writer.Write(bytes);
    }
}
