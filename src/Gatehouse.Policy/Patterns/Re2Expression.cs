using System.Text;
using System.Text.RegularExpressions;

namespace Gatehouse.Policy.Patterns;

/// <summary>
/// Compiles a regular expression of Go's dialect (RE2), which the policies of Kritis and sigstore are written in, to one that means the same here and runs in linear time. Where the
/// dialects differ in silence (<c>$</c> before a last line break, <c>\d</c> beyond ASCII, class subtraction) RE2's meaning is kept; what RE2 does not know is refused.
/// </summary>
public static class Re2Expression
{
    private const int LongestCharacters = 4_096;

    /// <returns>Null, with the reason, when the text is no such expression.</returns>
    public static Regex? TryCompile(string text, out string error)
    {
        error = text.Length > LongestCharacters ? $"longer than {LongestCharacters} characters" : "";
        try
        {
            return error.Length > 0 || Translate(text, out error) is not { } expression
                ? null
                : new(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            error = exception is NotSupportedException ? "it asks for what takes more than linear time, such as look-arounds and back-references" : exception.Message;
            return null;
        }
    }

    private static string? Translate(string text, out string error)
    {
        var output = new StringBuilder(text.Length + 16);
        var isInClass = false;
        error = "";
        for (var i = 0; i < text.Length && error.Length == 0; i++)
        {
            var rest = text.AsSpan(i + 1);
            switch (text[i])
            {
                case '\\' when rest.Length > 0:
                    _ = output.Append(Escape(rest[0], isInClass, ref error));
                    i++;
                    break;
                case '[' when isInClass:
                    error = rest.StartsWith(":") ? "named character classes such as [:alpha:] are not read; write the characters" : "";
                    _ = output.Append("\\[");
                    break;
                case '[':
                    isInClass = true;
                    _ = output.Append('[');
                    i += TakeClassStart(rest, output);
                    break;
                case ']' when isInClass:
                    isInClass = false;
                    _ = output.Append(']');
                    break;
                case '$' when !isInClass:
                    _ = output.Append("\\z");
                    break;
                case '(' when !isInClass && rest.StartsWith("?"):
                    i += TakeGroup(rest, output, ref error);
                    break;
                default:
                    _ = output.Append(text[i]);
                    break;
            }
        }

        return error.Length == 0 ? output.ToString() : null;
    }

    private static string Escape(char escaped, bool isInClass, ref string error)
    {
        switch (escaped)
        {
            case 'd':
                return isInClass ? "0-9" : "[0-9]";
            case 'w':
                return isInClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]";
            case 's':
                return isInClass ? @"\t\n\f\r " : @"[\t\n\f\r ]";
            case 'D' or 'W' or 'S' when isInClass:
                error = $"\\{escaped} inside of [] is not read";
                return "";
            case 'D':
                return "[^0-9]";
            case 'W':
                return "[^0-9A-Za-z_]";
            case 'S':
                return @"[^\t\n\f\r ]";
            case 'Z' or 'G' or 'e' or 'c' or 'u' or 'k':
                error = $"\\{escaped} is no escape";
                return "";
            default:
                return "\\" + escaped;
        }
    }

    /// <summary>A bracket right after the start of a class, or after its <c>^</c>, is a member of it.</summary>
    private static int TakeClassStart(ReadOnlySpan<char> rest, StringBuilder output)
    {
        var taken = 0;
        if (rest.StartsWith("^"))
        {
            _ = output.Append('^');
            taken++;
        }

        if (rest[taken..].StartsWith("]"))
        {
            _ = output.Append("\\]");
            taken++;
        }

        return taken;
    }

    private static int TakeGroup(ReadOnlySpan<char> rest, StringBuilder output, ref string error)
    {
        var isNamed = rest.StartsWith("?P<") || (rest.StartsWith("?<") && !rest.StartsWith("?<=") && !rest.StartsWith("?<!"));
        if (isNamed)
        {
            _ = output.Append("(?<");
            return rest.IndexOf('<') + 1;
        }

        var flags = rest[1..].IndexOfAny(':', ')');
        if (flags < 0 || rest.Slice(1, flags).ContainsAnyExcept("ims-"))
        {
            error = $"(?{(rest.Length > 1 ? rest[1] : "")} starts no group";
        }

        _ = output.Append('(');
        return 0;
    }
}
