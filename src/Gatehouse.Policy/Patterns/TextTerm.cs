using System.Text.RegularExpressions;

namespace Gatehouse.Policy.Patterns;

/// <summary>What a text has to be: exactly one, or one in which a regular expression is found somewhere (unanchored, as in Go).</summary>
public sealed record TextTerm
{
    private readonly string _text;
    private readonly Regex? _expression;

    private TextTerm(string text, Regex? expression) => (_text, _expression) = (text, expression);

    public static TextTerm Exactly(string text) => new(text, null);

    /// <summary>See <see cref="Re2Expression"/>.</summary>
    public static bool TryParse(string expression, out TextTerm term, out string error)
    {
        var compiled = Re2Expression.TryCompile(expression, out error);
        term = new(expression, compiled);
        return compiled is not null;
    }

    public bool Matches(string text) => _expression?.IsMatch(text) ?? text == _text;

    public bool Equals(TextTerm? other) => other is not null && _text == other._text && (_expression is null) == (other._expression is null);

    public override int GetHashCode() => HashCode.Combine(_text, _expression is null);

    public override string ToString() => _expression is null ? $"\"{_text}\"" : $"/{_text}/";
}
