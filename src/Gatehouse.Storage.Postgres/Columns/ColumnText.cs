using System.Text;

namespace Gatehouse.Storage.Postgres.Columns;

/// <summary>
/// Text as columns hold it. PostgreSQL refuses U+0000, so U+0000 and U+0001 become U+0001 followed by U+0001 and U+0002. Order, equality
/// and prefixes are those of the original. Lone surrogates become U+FFFD, as in the wire bytes.
/// </summary>
internal static class ColumnText
{
    public static string Encode(string text) =>
        Repair(text).Replace("\u0001", "\u0001\u0002", StringComparison.Ordinal).Replace("\0", "\u0001\u0001", StringComparison.Ordinal);

    public static string Decode(string text) => text.Contains('\u0001', StringComparison.Ordinal) ? DecodePairs(text) : text;

    /// <summary>The smallest text above all that start with the prefix, in the order of code points; null when there is none.</summary>
    public static string? After(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToArray();
        for (var last = runes.Length - 1; last >= 0; last--)
        {
            if (runes[last].Value < 0x10FFFF)
            {
                var next = runes[last].Value == 0xD7FF ? 0xE000 : runes[last].Value + 1;
                return string.Concat(runes[..last]) + new Rune(next);
            }
        }

        return null;
    }

    private static string Repair(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
            }
        }

        return text;
    }

    private static string DecodePairs(string text)
    {
        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            decoded.Append(text[i] != '\u0001' ? text[i] : text[++i] == '\u0001' ? '\0' : '\u0001');
        }

        return decoded.ToString();
    }
}
