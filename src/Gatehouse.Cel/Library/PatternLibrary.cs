using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Costs;
using Gatehouse.Cel.RegularExpressions;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>The regex extension: extraction and replacement.</summary>
internal static class PatternLibrary
{
    private const int ResultLimit = 64 * 1024 * 1024;

    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Function("regex.extract", Of("regex_extract_string_string", [CelType.String, CelType.String], CelType.Optional(CelType.String), a => Extract(a[0].AsString, a[1].AsString))),
        Function("regex.extractAll", Of("regex_extractAll_string_string", [CelType.String, CelType.String], ListText, a => ExtractAll(a[0].AsString, a[1].AsString))),
        Function("regex.replace",
            Of("regex_replace_string_string_string", [CelType.String, CelType.String, CelType.String], CelType.String, a => Replace(a[0].AsString, a[1].AsString, a[2].AsString, -1)),
            Of("regex_replace_string_string_string_int", [CelType.String, CelType.String, CelType.String, CelType.Int], CelType.String, a => Replace(a[0].AsString, a[1].AsString, a[2].AsString, a[3].AsInt))),
    ];

    private static Overload Of(string id, CelType[] parameters, CelType result, FunctionBody body) =>
        new(id, isMember: false, parameters, result, body) { Cost = (ReadOnlySpan<Value> a, in Value _) => 1 + Sizes.Match(a[0], a[1]) + Sizes.Of(a[0]) };

    private static Regex? CompileSingle(string pattern, out Value error)
    {
        var regex = Patterns.Compile(pattern, out error);
        if (regex is not null && regex.GetGroupNumbers().Length > 2)
        {
            error = CelError.Create($"regular expression has more than one capturing group: {TextLibrary.Quote(pattern)}");
            return null;
        }
        return regex;
    }

    private static Value Extract(string text, string pattern)
    {
        if (CompileSingle(pattern, out var error) is not { } regex)
        {
            return error;
        }
        var match = regex.Match(text);
        if (!match.Success)
        {
            return Value.NoneOptional;
        }
        var found = match.Groups[match.Groups.Count - 1].Value;
        return match.Groups.Count > 1 && found.Length == 0 ? Value.NoneOptional : Value.Optional(Value.Of(found));
    }

    private static Value ExtractAll(string text, string pattern)
    {
        if (CompileSingle(pattern, out var error) is not { } regex)
        {
            return error;
        }
        List<Value> found = [];
        foreach (var match in Matches(regex, text))
        {
            var group = match.Groups[match.Groups.Count - 1].Value;
            if (match.Groups.Count == 1 || group.Length > 0)
            {
                found.Add(Value.Of(group));
            }
        }
        return Value.List([.. found]);
    }

    /// <summary>All matches as RE2 finds them: an empty one directly after another match does not count.</summary>
    internal static IEnumerable<Match> Matches(Regex regex, string text)
    {
        var end = -1;
        foreach (var match in regex.EnumerateMatches(text).ToList())
        {
            if (match.Length > 0 || match.Index != end)
            {
                yield return regex.Match(text, match.Index);
            }
            end = match.Index + match.Length;
        }
    }

    private static List<(int Index, int Length)> ToList(this Regex.ValueMatchEnumerator matches)
    {
        List<(int, int)> list = [];
        foreach (var match in matches)
        {
            list.Add((match.Index, match.Length));
        }
        return list;
    }

    private static Value Replace(string text, string pattern, string replacement, long limit)
    {
        if (limit == 0)
        {
            return Value.Of(text);
        }
        if (Patterns.Compile(pattern, out var error) is not { } regex)
        {
            return error;
        }
        var result = new StringBuilder();
        var (at, done) = (0, 0L);
        foreach (var match in Matches(regex, text))
        {
            if (limit > 0 && done++ >= limit)
            {
                break;
            }
            result.Append(text, at, match.Index - at);
            if (AppendReplacement(result, match, replacement) is { } problem)
            {
                return CelError.Create(problem);
            }
            at = match.Index + match.Length;
            if (result.Length > ResultLimit)
            {
                return CelError.Create("regex.replace: the result is too long");
            }
        }
        return Value.Of(result.Append(text, at, text.Length - at).ToString());
    }

    private static string? AppendReplacement(StringBuilder result, Match match, string replacement)
    {
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '\\')
            {
                result.Append(replacement[i]);
                continue;
            }
            if (++i >= replacement.Length)
            {
                return $"invalid replacement string: '{replacement}' \\ not allowed at end";
            }
            if (replacement[i] == '\\')
            {
                result.Append('\\');
                continue;
            }
            if (!char.IsAsciiDigit(replacement[i]))
            {
                return $"invalid replacement string: '{replacement}' \\ must be followed by a digit or \\";
            }
            var group = replacement[i] - '0';
            if (group >= match.Groups.Count)
            {
                return $"replacement string references group {group} but regex has only {match.Groups.Count - 1} group(s)";
            }
            result.Append(match.Groups[group].ValueSpan);
        }
        return null;
    }
}
