using System.Text;

namespace Gatehouse.Cel.Values;

/// <summary>Text as CEL sees it, code points, over .NET strings and over UTF-8 that was never decoded.</summary>
internal static class Texts
{
    public static bool AreEqual(in Value left, in Value right)
    {
        if (left.TextSource is null && right.TextSource is null)
        {
            return string.Equals(left.AsString, right.AsString, StringComparison.Ordinal);
        }
        if (TryUtf8(left, out var leftBytes))
        {
            return TryUtf8(right, out var rightBytes) ? leftBytes.SequenceEqual(rightBytes) : EqualsUtf16(leftBytes, right.AsString);
        }
        return TryUtf8(right, out var bytes) ? EqualsUtf16(bytes, left.AsString) : string.Equals(left.AsString, right.AsString, StringComparison.Ordinal);
    }

    public static bool TryUtf8(in Value value, out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        return value.TextSource is { } source && source.TryUtf8(value.Handle, out utf8);
    }

    public static bool EqualsUtf16(ReadOnlySpan<byte> utf8, string text)
    {
        if (utf8.Length < text.Length || utf8.Length > 3 * text.Length)
        {
            return false;
        }
        if (utf8.Length == text.Length)
        {
            return Ascii.Equals(utf8, text);
        }
        Span<char> buffer = stackalloc char[256];
        return text.Length <= buffer.Length
            ? Encoding.UTF8.TryGetChars(utf8, buffer, out var written) && buffer[..written].SequenceEqual(text)
            : Encoding.UTF8.GetString(utf8) == text;
    }

    /// <summary>Order by code point: UTF-16 puts the surrogates before U+E000, code points after.</summary>
    public static int Compare(in Value left, in Value right) => Compare(left.AsString, right.AsString);

    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }
        return Rank(left[common]).CompareTo(Rank(right[common]));
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;

    public static long CodePoints(in Value value)
    {
        if (TryUtf8(value, out var utf8))
        {
            return CodePoints(utf8);
        }
        return CodePoints(value.AsString);
    }

    public static int CodePoints(ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8))
        {
            return utf8.Length;
        }
        var count = 0;
        foreach (var octet in utf8)
        {
            count += (octet & 0xC0) != 0x80 ? 1 : 0;
        }
        return count;
    }

    public static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var unit in text.AsSpan())
        {
            count -= char.IsLowSurrogate(unit) ? 1 : 0;
        }
        return count;
    }

    public static bool HasSurrogates(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    /// <summary>The UTF-16 offset of a code point's index; the index is within [0, count].</summary>
    public static int OffsetOf(string text, long index)
    {
        if (!HasSurrogates(text))
        {
            return (int)index;
        }
        var offset = 0;
        for (; index > 0; index--)
        {
            offset += char.IsHighSurrogate(text[offset]) && offset + 1 < text.Length ? 2 : 1;
        }
        return offset;
    }

    /// <summary>The code point index of a UTF-16 offset.</summary>
    public static int IndexOf(string text, int offset) => CodePoints(text.AsSpan(0, offset).ToString());
}
