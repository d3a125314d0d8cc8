using System.Text.RegularExpressions;

namespace Gatehouse.Attestation.Certificates;

/// <summary>What a text has to be: one text exactly, or one that a regular expression covers. Expressions never backtrack.</summary>
public sealed class TextMatch
{
    private readonly string _expected;
    private readonly Regex? _pattern;

    private TextMatch(string expected, Regex? pattern) => (_expected, _pattern) = (expected, pattern);

    /// <summary>The very text, compared by code point.</summary>
    public static TextMatch Exactly(string text) => new(text, null);

    /// <summary>The expression covers the whole text, whether or not it is anchored.</summary>
    /// <exception cref="ArgumentException">Not an expression, or one that needs backtracking.</exception>
    public static TextMatch Matching(string pattern) => new(pattern, Compile($"\\A(?:{pattern})\\z"));

    /// <summary>The expression is found somewhere in the text, as policy-controller reads the expressions of its identities.</summary>
    /// <exception cref="ArgumentException">Not an expression, or one that needs backtracking.</exception>
    public static TextMatch Containing(string pattern) => new(pattern, Compile(pattern));

    public bool Covers(string text) => _pattern?.IsMatch(text) ?? text == _expected;

    public override string ToString() => _pattern is null ? _expected : $"/{_expected}/";

    private static Regex Compile(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException e)
        {
            throw new ArgumentException($"the expression \"{pattern}\" needs backtracking", nameof(pattern), e);
        }
    }
}
