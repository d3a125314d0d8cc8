using System.Globalization;
using System.Text;

namespace Gatehouse.Admission.Plugins;

/// <summary>Text as Kubernetes, which is written in Go, prints it.</summary>
internal static class GoText
{
    /// <summary>As <c>%q</c> prints it.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = Escape(rune, quoted);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary><c>"a", "b"</c>: quoted as they are.</summary>
    public static string JoinQuoted(IEnumerable<string> items) => $"\"{string.Join("\", \"", items)}\"";

    public static string Plural(string one, string several, int count) => count == 1 ? one : several;

    private static StringBuilder Escape(Rune rune, StringBuilder quoted) => rune.Value switch
    {
        '"' or '\\' => quoted.Append('\\').Append((char)rune.Value),
        '\a' => quoted.Append("\\a"),
        '\b' => quoted.Append("\\b"),
        '\f' => quoted.Append("\\f"),
        '\n' => quoted.Append("\\n"),
        '\r' => quoted.Append("\\r"),
        '\t' => quoted.Append("\\t"),
        '\v' => quoted.Append("\\v"),
        < ' ' or 0x7F => quoted.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
        > 0x7F and <= 0xFFFF when !IsPrintable(rune) => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
        > 0xFFFF when !IsPrintable(rune) => quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        _ => quoted.Append(rune.ToString()),
    };

    private static bool IsPrintable(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
