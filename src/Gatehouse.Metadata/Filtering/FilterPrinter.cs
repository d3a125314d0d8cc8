using System.Globalization;
using System.Text;
using Gatehouse.Artifacts.Content;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Filtering;

/// <summary>
/// Writes an expression as canonical text: equal expressions give equal text, and parsing it gives the expression back. An <c>And</c> of nothing becomes
/// <c>""</c>, which every record contains, and an <c>Or</c> of nothing its negation.
/// </summary>
public static class FilterPrinter
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static string Print(FilterExpression filter) => filter switch
    {
        FilterExpression.And { Terms.IsEmpty: true } => "\"\"",
        FilterExpression.Or { Terms.IsEmpty: true } => "NOT \"\"",
        FilterExpression.And and => string.Join(" AND ", and.Terms.Select(t => t is FilterExpression.And ? Group(t) : Print(t))),
        FilterExpression.Or or => string.Join(" OR ", or.Terms.Select(t => t is FilterExpression.And or FilterExpression.Or ? Group(t) : Print(t))),
        FilterExpression.Not not => "NOT " + (not.Term is FilterExpression.And or FilterExpression.Or or FilterExpression.Not ? Group(not.Term) : Print(not.Term)),
        FilterExpression.Comparison comparison => Path(comparison.Field) + Sign(comparison.Operator) + Value(comparison),
        FilterExpression.Presence presence => Path(presence.Field) + ":*",
        FilterExpression.HasKey hasKey => $"{Path(hasKey.Field)}:{Quote(hasKey.Key)}",
        FilterExpression.HasPrefix hasPrefix => $"has_prefix({Path(hasPrefix.Field)}, {Quote(Written(hasPrefix.Field, hasPrefix.Prefix, isPrefix: true))})",
        FilterExpression.Text text => Quote(text.Value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Group(FilterExpression filter) => $"({Print(filter)})";

    private static string Sign(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => " = ",
        ComparisonOperator.NotEqual => " != ",
        ComparisonOperator.Less => " < ",
        ComparisonOperator.LessOrEqual => " <= ",
        ComparisonOperator.Greater => " > ",
        ComparisonOperator.GreaterOrEqual => " >= ",
        ComparisonOperator.Contains => ":",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Path(FieldPath field)
    {
        if (field.Steps.IsEmpty)
        {
            return NamePart(field.Column);
        }

        var text = new StringBuilder();
        foreach (var step in field.Steps)
        {
            Append(text, step);
        }

        return text.ToString();
    }

    private static string NamePart(RecordColumn? column) => column switch
    {
        RecordColumn.ProjectId => "project_id",
        RecordColumn.Id => "id",
        RecordColumn.NoteProjectId => "note_project_id",
        RecordColumn.NoteId => "note_id",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The inside of <c>google.protobuf.Struct</c> and <c>Value</c> is not written: members follow their owner, and elements their list.</summary>
    private static void Append(StringBuilder text, FieldStep step)
    {
        var owner = step.Field.ContainingType;
        if (owner == ListValue.Descriptor)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{step.Index?.ToString(CultureInfo.InvariantCulture) ?? "*"}]");
            return;
        }

        if (owner != Struct.Descriptor && owner != Google.Protobuf.WellKnownTypes.Value.Descriptor)
        {
            text.Append(text.Length == 0 ? "" : ".").Append(step.Field.Name);
        }

        if (step.Index is { } index)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{index}]");
        }

        if (step.Key is { } key)
        {
            text.Append('.').Append(IsPlain(key) ? key : Quote(key));
        }
    }

    private static bool IsPlain(string key) => key.Length > 0 && char.IsAsciiLetter(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Value(FilterExpression.Comparison comparison) => comparison.Value switch
    {
        FilterValue.Text text => Text(comparison, text),
        FilterValue.Number number => number.Value == 0 ? "0.0" : Fractional(number.Value.ToString("R", CultureInfo.InvariantCulture)),
        FilterValue.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        FilterValue.Boolean boolean => boolean.Value ? "true" : "false",
        FilterValue.EnumNumber number => EnumName(comparison.Field.Steps[^1].Field, number.Value),
        FilterValue.Timestamp time => $"\"{Instant(time.UnixNanoseconds)}\"",
        FilterValue.Duration length => $"\"{(length.Nanoseconds < 0 ? "-" : "")}{Seconds(Int128.Abs(length.Nanoseconds))}s\"",
        FilterValue.Bytes bytes => $"\"{Convert.ToBase64String(bytes.Value.Span)}\"",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A field of whole numbers takes a literal without a fraction as whole.</summary>
    private static string Fractional(string number) => number.AsSpan().ContainsAny('.', 'E') ? number : number + ".0";

    private static string Text(FilterExpression.Comparison comparison, FilterValue.Text text)
    {
        var isPrefix = text.Wildcard && !text.Value.StartsWith('*');
        var written = Written(comparison.Field, text.Value, isPrefix);
        var isPattern = comparison.Operator is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        return Quote(written, escapeStars: isPattern && !text.Wildcard);
    }

    /// <summary>A canonical URI that itself looks like one with a scheme, or like the start of a scheme, is written with a scheme.</summary>
    private static string Written(FieldPath field, string canonical, bool isPrefix)
    {
        var start = canonical.EndsWith('*') ? canonical[..^1] : canonical;
        var isAmbiguous = ResourceUri.Canonicalize(canonical) != canonical || (isPrefix && ResourceUri.EndsInsideScheme(start));
        return field.Column == RecordColumn.ResourceUri && isAmbiguous ? "https://" + canonical : canonical;
    }

    private static string EnumName(FieldDescriptor field, int number)
    {
        var type = field.IsMap ? field.MessageType.FindFieldByNumber(2).EnumType : field.EnumType;
        return type.FindValueByNumber(number)?.Name ?? number.ToString(CultureInfo.InvariantCulture);
    }

    private static string Instant(Int128 unixNanoseconds)
    {
        var second = Int128.CreateChecked(NanosecondsPerSecond);
        var fraction = ((unixNanoseconds % second) + second) % second;
        var whole = (long)((unixNanoseconds - fraction) / second);
        var time = DateTime.UnixEpoch.AddSeconds(whole).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        return time + Fraction((long)fraction) + "Z";
    }

    private static string Seconds(Int128 nanoseconds) =>
        (nanoseconds / NanosecondsPerSecond).ToString(CultureInfo.InvariantCulture) + Fraction((long)(nanoseconds % NanosecondsPerSecond));

    private static string Fraction(long nanoseconds) =>
        nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');

    private static string Quote(string text, bool escapeStars = false)
    {
        var quoted = new StringBuilder("\"");
        for (var i = 0; i < text.Length; i++)
        {
            var isEdgeStar = text[i] == '*' && escapeStars && (i == 0 || i == text.Length - 1);
            quoted.Append(isEdgeStar || text[i] is '"' or '\\' ? "\\" : "").Append(text[i]);
        }

        return quoted.Append('"').ToString();
    }
}
