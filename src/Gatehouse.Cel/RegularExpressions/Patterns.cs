using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.RegularExpressions;

/// <summary>Regular expressions of RE2 syntax, matched in linear time. Compiled ones are kept, a bounded number of them.</summary>
internal static class Patterns
{
    private const int KeptPatterns = 256;
    private static readonly ConcurrentDictionary<string, Regex> Kept = new(StringComparer.Ordinal);

    /// <summary>The compiled pattern, or an error value that says what is wrong with it.</summary>
    public static Regex? Compile(string pattern, out Value error)
    {
        error = default;
        if (Kept.TryGetValue(pattern, out var kept))
        {
            return kept;
        }
        if (!Re2Translator.TryTranslate(pattern, out var translated, out var problem))
        {
            error = CelError.Create($"error parsing regexp: {problem}");
            return null;
        }
        try
        {
            var regex = new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            if (Kept.Count >= KeptPatterns)
            {
                Kept.Clear();
            }
            Kept[pattern] = regex;
            return regex;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            error = CelError.Create("error parsing regexp: expression too large");
            return null;
        }
    }

    public static Value IsMatch(in Value text, in Value pattern) => Compile(pattern.AsString, out var error) is { } regex ? Value.Of(regex.IsMatch(text.AsString)) : error;

    public static (FunctionBody? Body, string? Problem) BindMatch(Value pattern)
    {
        if (pattern.Kind != ValueKind.String)
        {
            return (null, null);
        }
        return Compile(pattern.AsString, out var error) is { } regex ? (a => Value.Of(regex.IsMatch(a[0].AsString)), null) : (null, error.AsError.Message);
    }
}
