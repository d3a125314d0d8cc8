using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Occurrences;

/// <summary>
/// Vulnerabilities that still are one: not those assessed as FIXED, which a re-scan without them does as well, nor those assessed as NOT_AFFECTED.
/// </summary>
public static class OpenFindings
{
    /// <summary>The condition in the filter language.</summary>
    public const string Text = """NOT (vulnerability.vex_assessment.state="FIXED" OR vulnerability.vex_assessment.state="NOT_AFFECTED")""";

    private static readonly FilterExpression Condition = Parse();

    /// <summary>Those of a filter's records that are open.</summary>
    public static FilterExpression Within(FilterExpression? filter) => filter is null ? Condition : new FilterExpression.And([filter, Condition]);

    private static FilterExpression Parse() =>
        FilterParser.Parse(Text, FilterSchema.Occurrences) is FilterParseResult.Parsed { Expression: { } condition } ? condition : throw new System.Diagnostics.UnreachableException();
}
