using System.Globalization;
using System.Text.RegularExpressions;

namespace Gatehouse.Attestation.Notation;

/// <summary>Times in JWS headers (RFC 3339 section 5.6). The framework's own readers take times without an offset to be local, which no signature may depend on.</summary>
internal static partial class Rfc3339
{
    public static DateTimeOffset? Find(string text)
    {
        if (text.Length > 64 || !Shape.IsMatch(text))
        {
            return null;
        }
        var offset = text.EndsWith('Z') ? "+00:00" : text[^6..];
        return DateTimeOffset.TryParseExact(text[..19] + offset, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var whole)
            ? whole.ToUniversalTime().AddTicks(Fraction(text))
            : null;
    }

    /// <summary>In UTC, whole seconds.</summary>
    public static string Render(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static long Fraction(string text)
    {
        if (text[19] != '.')
        {
            return 0;
        }
        var digits = string.Concat(text.Skip(20).TakeWhile(char.IsAsciiDigit).Take(7)).PadRight(7, '0');
        return long.Parse(digits, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shape { get; }
}
