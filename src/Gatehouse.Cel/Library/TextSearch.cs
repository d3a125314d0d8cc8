using System.Text;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Library;

/// <summary>Searching text; bytes that were never decoded are searched as they are.</summary>
internal static class TextSearch
{
    private const int StackLimit = 512;

    private delegate bool Search<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> part);

    public static bool Contains(in Value text, in Value part) => Find(text, part, (t, p) => t.IndexOf(p) >= 0, (t, p) => t.IndexOf(p, StringComparison.Ordinal) >= 0);

    public static bool StartsWith(in Value text, in Value part) => Find(text, part, (t, p) => t.StartsWith(p), (t, p) => t.StartsWith(p, StringComparison.Ordinal));

    public static bool EndsWith(in Value text, in Value part) => Find(text, part, (t, p) => t.EndsWith(p), (t, p) => t.EndsWith(p, StringComparison.Ordinal));

    private static bool Find(in Value text, in Value part, Search<byte> inBytes, Search<char> inChars)
    {
        if (!Texts.TryUtf8(text, out var bytes))
        {
            return inChars(text.AsString, part.AsString);
        }
        if (Texts.TryUtf8(part, out var partBytes))
        {
            return inBytes(bytes, partBytes);
        }
        var literal = part.AsString;
        if (literal.Length * 3 > StackLimit)
        {
            return inChars(text.AsString, literal);
        }
        Span<byte> buffer = stackalloc byte[StackLimit];
        return inBytes(bytes, buffer[..Encoding.UTF8.GetBytes(literal, buffer)]);
    }
}
