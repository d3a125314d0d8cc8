using Gatehouse.Metadata.Filtering;
using Gatehouse.Storage.Postgres.Columns;

namespace Gatehouse.Storage.Postgres.Records;

/// <summary>
/// Writes a filter as a condition on columns. Each part is wanted either as a superset (it may be true too often) or, under an odd number of
/// negations, as a subset; what has no column becomes TRUE or FALSE accordingly, so the whole never loses a record. <see cref="IsExact"/> tells whether
/// the condition alone decides. Conditions are never null.
/// </summary>
internal sealed class FilterSql(IReadOnlyDictionary<RecordColumn, string> columns, SqlText sql)
{
    public bool IsExact { get; private set; } = true;

    public string Compile(FilterExpression filter) => Compile(filter, superset: true);

    private string Compile(FilterExpression filter, bool superset) => filter switch
    {
        FilterExpression.And and => Join(and.Terms, " AND ", "TRUE", superset),
        FilterExpression.Or or => Join(or.Terms, " OR ", "FALSE", superset),
        FilterExpression.Not not => $"NOT {Compile(not.Term, !superset)}",
        FilterExpression.Comparison comparison => Compare(comparison, superset),
        FilterExpression.HasPrefix prefix => Name(prefix.Field) is { } column && IsText(prefix.Field)
            ? Prefix(prefix.Field, column, prefix.Prefix)
            : Unknown(superset),
        FilterExpression.Presence presence => Name(presence.Field) is { } column ? Present(presence.Field, column, superset) : Unknown(superset),
        _ => Unknown(superset),
    };

    private string Join(IReadOnlyCollection<FilterExpression> terms, string with, string empty, bool superset) =>
        terms.Count == 0 ? empty : $"({string.Join(with, terms.Select(t => Compile(t, superset)))})";

    private string Unknown(bool superset)
    {
        IsExact = false;
        return superset ? "TRUE" : "FALSE";
    }

    private string Compare(FilterExpression.Comparison comparison, bool superset) => Name(comparison.Field) is not { } column
        ? Unknown(superset)
        : (comparison.Field.Column, comparison.Value) switch
        {
            (_, FilterValue.Text text) when IsText(comparison.Field) => CompareText(comparison, column, text, superset),
            (RecordColumn.Kind or RecordColumn.Severity or RecordColumn.EffectiveSeverity, FilterValue.EnumNumber number) => Compare(comparison, column, number.Value, superset),
            (RecordColumn.CvssScore, FilterValue.Number { Value: not double.NaN } number) => Compare(comparison, column, number.Value, superset),
            (RecordColumn.FixAvailable, FilterValue.Boolean boolean) => Compare(comparison, column, boolean.Value, superset),
            (RecordColumn.CreateTime or RecordColumn.UpdateTime, FilterValue.Timestamp time) => Compare(comparison, column, MessageTime.Clamp(time.UnixNanoseconds), superset),
            _ => Unknown(superset),
        };

    private string Compare<T>(FilterExpression.Comparison comparison, string column, T value, bool superset) => Operator(comparison.Operator) is { } symbol
        ? $"({column} IS NOT NULL AND {column} {symbol} {sql.Value(value)})"
        : Unknown(superset);

    private string CompareText(FilterExpression.Comparison comparison, string column, FilterValue.Text text, bool superset)
    {
        if (text.Wildcard)
        {
            return superset && comparison.Operator == ComparisonOperator.Equal ? $"({Unknown(superset: true)}{WildcardStart(comparison.Field, column, text.Value)})" : Unknown(superset);
        }

        if (comparison.Operator == ComparisonOperator.Contains || Operator(comparison.Operator) is not { } symbol)
        {
            return Unknown(superset);
        }

        var value = ColumnText.Encode(text.Value);
        return comparison.Operator == ComparisonOperator.Equal && comparison.Field.Column == RecordColumn.ResourceUri
            ? $"(resource_key = {sql.Value(ResourceKey.Cut(value))} AND {column} = {sql.Value(value)})"
            : $"({column} {symbol} {sql.Value(value)})";
    }

    /// <summary>Narrows a wildcard to what starts with its text, if it starts with any; the rest is decided on the message.</summary>
    private string WildcardStart(FieldPath field, string column, string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        return star <= 0 ? "" : $" AND {Prefix(field, column, pattern[..star])}";
    }

    /// <summary>A range, which an index can serve.</summary>
    private string Prefix(FieldPath field, string column, string prefix)
    {
        var start = ColumnText.Encode(prefix);
        var range = Range(column, start);
        return field.Column == RecordColumn.ResourceUri && start.Length > 0 ? $"({Range("resource_key", ResourceKey.Cut(start))} AND {range})" : range;
    }

    private string Range(string column, string start)
    {
        var from = $"{column} >= {sql.Value(start)}";
        return ColumnText.After(start) is { } end ? $"({from} AND {column} < {sql.Value(end)})" : $"({from})";
    }

    private string Present(FieldPath field, string column, bool superset) => field.Column switch
    {
        RecordColumn.CreateTime or RecordColumn.UpdateTime => $"({column} IS NOT NULL)",
        RecordColumn.Kind or RecordColumn.Severity or RecordColumn.EffectiveSeverity => $"({column} IS NOT NULL AND {column} <> 0)",
        RecordColumn.FixAvailable => $"({column} IS NOT NULL AND {column})",
        _ when IsText(field) => $"({column} <> '')",
        _ => Unknown(superset),
    };

    private string? Name(FieldPath field) => field.Column is { } column && columns.TryGetValue(column, out var name) ? name : null;

    private static bool IsText(FieldPath field) =>
        field.Column is RecordColumn.ProjectId or RecordColumn.Id or RecordColumn.ResourceUri or RecordColumn.NoteProjectId or RecordColumn.NoteId or RecordColumn.NoteName;

    private static string? Operator(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => "=",
        ComparisonOperator.NotEqual => "<>",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        _ => null,
    };
}
