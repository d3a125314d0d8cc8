using System.Text.RegularExpressions;

namespace Gatehouse.Policy.Sigstore;

/// <summary>
/// Reads the part of CUE that attestation policies mostly use (fields, nesting, literals, bounds, <c>=~</c>, <c>time.Parse</c>) to say the same in CEL. It translates for people; nothing is
/// decided by it.
/// </summary>
internal static partial class CueExpression
{
    private const int LongestCharacters = 8_192;

    /// <returns>Null when the text uses more of CUE than that.</returns>
    public static string? TryToCel(string text)
    {
        var terms = new List<string>();
        var tokens = Tokens(text);
        return tokens is not null && new Reader(tokens, terms).ReadAll() && terms.Count > 0 ? string.Join(" && ", terms) : null;
    }

    private static List<string>? Tokens(string text)
    {
        var tokens = new List<string>();
        if (text.Length > LongestCharacters)
        {
            return null;
        }

        var end = 0;
        foreach (Match token in Token.Matches(text))
        {
            if (token.Index != end)
            {
                return null;
            }

            end = token.Index + token.Length;
            if (!token.Groups["skip"].Success)
            {
                tokens.Add(token.Value);
            }
        }

        return end == text.Length ? tokens : null;
    }

    [GeneratedRegex("""(?<skip>[ \t\r\n,;]+|//[^\n]*)|import[ \t]+"time"|time\.Parse\([ \t]*time\.RFC3339,[ \t]*"[^"\\\n]*"[ \t]*\)|"[^"\\\n]*"|[A-Za-z_][A-Za-z0-9_]*|-?[0-9]+(?:\.[0-9]+)?|=~|!=|<=|>=|[<>:{}]""", RegexOptions.NonBacktracking)]
    private static partial Regex Token { get; }

    private sealed class Reader(List<string> tokens, List<string> terms)
    {
        private const int Deepest = 16;
        private readonly Dictionary<string, string> _times = new(StringComparer.Ordinal);
        private int _next;

        public bool ReadAll() => ReadFields("", 0) && _next == tokens.Count;

        private bool ReadFields(string path, int depth)
        {
            while (_next < tokens.Count && tokens[_next] != "}")
            {
                if (tokens[_next].StartsWith("import", StringComparison.Ordinal))
                {
                    _next++;
                }
                else if (depth > Deepest || !ReadField(path, depth))
                {
                    return false;
                }
            }

            return true;
        }

        private bool ReadField(string path, int depth)
        {
            var name = Take();
            if (name.Length == 0 || !(char.IsLetter(name[0]) || name[0] is '_' or '"') || Take() != ":" || _next == tokens.Count)
            {
                return false;
            }

            var key = name.Trim('"');
            var field = !Identifier.IsMatch(key) ? $"{path}[\"{key}\"]" : path.Length == 0 ? key : $"{path}.{key}";
            if (tokens[_next] == "{")
            {
                _next++;
                return ReadFields(field, depth + 1) && Take() == "}";
            }

            var isNested = _next + 1 < tokens.Count && tokens[_next + 1] == ":";
            return isNested ? depth <= Deepest && ReadField(field, depth + 1) : ReadValue(field, Take());
        }

        private bool ReadValue(string field, string value)
        {
            if (value.StartsWith("time.Parse", StringComparison.Ordinal))
            {
                _times[field] = $"timestamp({value[value.IndexOf('"')..(value.LastIndexOf('"') + 1)]})";
                return true;
            }

            var term = value switch
            {
                "=~" => $"{field}.matches({Take()})",
                "<" or "<=" or ">" or ">=" or "!=" => Bound(field, value, Take()),
                _ => IsLiteral(value) ? $"{field} == {value}" : "",
            };
            terms.Add(term);
            return term.Length > 0;
        }

        private string Bound(string field, string sign, string value) =>
            _times.TryGetValue(value, out var time) ? $"timestamp({field}) {sign} {time}" : IsLiteral(value) ? $"{field} {sign} {value}" : "";

        private static bool IsLiteral(string value) => value is "true" or "false" || (value.Length > 0 && (value[0] is '"' or '-' || char.IsAsciiDigit(value[0])));

        private string Take() => _next < tokens.Count ? tokens[_next++] : "";
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Identifier { get; }
}
