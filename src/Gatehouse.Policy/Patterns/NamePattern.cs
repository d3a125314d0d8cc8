using System.Text.RegularExpressions;

namespace Gatehouse.Policy.Patterns;

/// <summary>A name, or several: <c>*</c> stands for any run of characters, <c>?</c> for one, everything else for itself.</summary>
public sealed record NamePattern
{
    private readonly string _text;
    private readonly Regex? _expression;

    public NamePattern(string text)
    {
        _text = text;
        _expression = text.AsSpan().ContainsAny('*', '?')
            ? new("^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "\\z", RegexOptions.NonBacktracking | RegexOptions.Singleline)
            : null;
    }

    public bool Matches(string name) => _expression?.IsMatch(name) ?? name == _text;

    public bool Equals(NamePattern? other) => other is not null && _text == other._text;

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text;
}
