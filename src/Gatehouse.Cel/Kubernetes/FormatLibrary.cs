using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Kubernetes;

/// <summary>The named formats of the API, since Kubernetes 1.31; messages are those of k8s.io/apimachinery.</summary>
internal static partial class FormatLibrary
{
    private const string LabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainPattern = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private const string Label1035Pattern = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string QualifiedPattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string ValuePattern = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";

    // How long the patterns are that the API server's cost model assumes for formats without one.
    private const int UriPatternLength = 1103;
    private const int Base64PatternLength = 84;
    private const int UuidPatternLength = 72;
    private const int DateTimePatternLength = 72;

    [GeneratedRegex($@"\A{LabelPattern}\z", RegexOptions.NonBacktracking)]
    private static partial Regex LabelRegex { get; }

    [GeneratedRegex($@"\A{SubdomainPattern}\z", RegexOptions.NonBacktracking)]
    private static partial Regex SubdomainRegex { get; }

    [GeneratedRegex($@"\A{Label1035Pattern}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Label1035Regex { get; }

    [GeneratedRegex($@"\A{QualifiedPattern}\z", RegexOptions.NonBacktracking)]
    private static partial Regex QualifiedRegex { get; }

    [GeneratedRegex($@"\A{ValuePattern}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ValueRegex { get; }

    [GeneratedRegex(@"\A[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12}\z", RegexOptions.NonBacktracking)]
    private static partial Regex UuidRegex { get; }

    [GeneratedRegex(@"\A([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Base64Regex { get; }

    private static readonly FrozenDictionary<string, FormatValue> Formats = new Dictionary<string, FormatValue>
    {
        ["dns1123Label"] = new("DNS1123Label", 30, Label),
        ["dns1123LabelPrefix"] = new("DNS1123LabelPrefix", 30, t => Label(MaskDash(t))),
        ["dns1123Subdomain"] = new("DNS1123Subdomain", 60, Subdomain),
        ["dns1123SubdomainPrefix"] = new("DNS1123SubdomainPrefix", 60, t => Subdomain(MaskDash(t))),
        ["dns1035Label"] = new("DNS1035Label", 30, Label1035),
        ["dns1035LabelPrefix"] = new("DNS1035LabelPrefix", 30, t => Label1035(MaskDash(t))),
        ["qualifiedName"] = new("QualifiedName", 60, QualifiedName),
        ["labelValue"] = new("LabelValue", 40, LabelValue),
        ["uri"] = new("URI", UriPatternLength, t => UrlValue.TryParse(t, out _, out var problem) ? [] : [problem]),
        ["uuid"] = new("uuid", UuidPatternLength, t => UuidRegex.IsMatch(t) ? [] : ["does not match the UUID format"]),
        ["byte"] = new("byte", Base64PatternLength, t => Base64Regex.IsMatch(t) ? [] : ["invalid base64"]),
        ["date"] = new("date", DateTimePatternLength, t => Times.TryParseTimestamp($"{t}T00:00:00Z", out _) && t.Length == 10 ? [] : ["invalid date"]),
        ["datetime"] = new("datetime", DateTimePatternLength, t => Times.TryParseTimestamp(t.ToUpperInvariant(), out _) ? [] : ["invalid datetime"]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<FunctionDeclaration> Functions =>
    [
        Function("validate", Member("format-validate", [FormatValue.FormatType, CelType.String], CelType.Optional(ListText), a => Validate((FormatValue)a[0].AsOpaque, a[1].AsString))),
        Function("format.named", Global("format-named", [CelType.String], CelType.Optional(FormatValue.FormatType), a => Formats.TryGetValue(a[0].AsString, out var format) ? Value.Optional(Value.Of(format)) : Value.NoneOptional)),
        .. Formats.Select(f => Function($"format.{f.Key}", Global($"format.{f.Key}", [], FormatValue.FormatType, _ => Value.Of(f.Value)))),
    ];

    private static Value Validate(FormatValue format, string text)
    {
        var problems = format.Validate(text);
        return problems.Length == 0 ? Value.NoneOptional : Value.Optional(Value.List([.. problems.Select(Value.Of)]));
    }

    /// <summary>What is wrong with the name of a namespace or service account; null when nothing is.</summary>
    internal static string? ProblemOfName(string name, bool isNamespace)
    {
        var problems = isNamespace ? Label(name) : Subdomain(name);
        return problems.Length == 0 ? null : string.Join(", ", problems);
    }

    private static string MaskDash(string text) => text.Length > 1 && text.EndsWith('-') ? $"{text[..^2]}a" : text;

    private static string TooLong(int limit) => $"must be no more than {limit} bytes";

    private static int Octets(string text) => System.Text.Encoding.UTF8.GetByteCount(text);

    private static string Mismatch(string message, string pattern, params IEnumerable<string> examples) =>
        $"{message} (e.g. {string.Join(" or ", examples.Select(e => $"'{e}', "))}regex used for validation is '{pattern}')";

    private static string[] Label(string text)
    {
        List<string> problems = Octets(text) > 63 ? [TooLong(63)] : [];
        if (!LabelRegex.IsMatch(text))
        {
            problems.Add(SubdomainRegex.IsMatch(text)
                ? "must not contain dots"
                : Mismatch("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character", LabelPattern, "my-name", "123-abc"));
        }
        return [.. problems];
    }

    internal static string[] Subdomain(string text)
    {
        List<string> problems = Octets(text) > 253 ? [TooLong(253)] : [];
        if (!SubdomainRegex.IsMatch(text))
        {
            problems.Add(Mismatch("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", SubdomainPattern, "example.com"));
        }
        return [.. problems];
    }

    internal static string[] Label1035(string text)
    {
        List<string> problems = Octets(text) > 63 ? [TooLong(63)] : [];
        if (!Label1035Regex.IsMatch(text))
        {
            problems.Add(Mismatch("a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character", Label1035Pattern, "my-name", "abc-123"));
        }
        return [.. problems];
    }

    internal static string[] LabelValue(string text)
    {
        List<string> problems = Octets(text) > 63 ? [TooLong(63)] : [];
        if (!ValueRegex.IsMatch(text))
        {
            problems.Add(Mismatch("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", ValuePattern, "MyValue", "my_value", "12345"));
        }
        return [.. problems];
    }

    internal static string[] QualifiedName(string text)
    {
        const string Rule = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
        var parts = text.Split('/');
        if (parts.Length > 2)
        {
            return [$"a qualified name {Mismatch(Rule, QualifiedPattern, "MyName", "my.name", "123-abc")} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }
        List<string> problems = [];
        if (parts.Length == 2)
        {
            problems.AddRange(parts[0].Length == 0 ? ["prefix part must be non-empty"] : Subdomain(parts[0]).Select(p => $"prefix part {p}"));
        }
        var name = parts[^1];
        if (name.Length == 0)
        {
            problems.Add("name part must be non-empty");
        }
        else if (Octets(name) > 63)
        {
            problems.Add($"name part {TooLong(63)}");
        }
        if (!QualifiedRegex.IsMatch(name))
        {
            problems.Add($"name part {Mismatch(Rule, QualifiedPattern, "MyName", "my.name", "123-abc")}");
        }
        return [.. problems];
    }
}
