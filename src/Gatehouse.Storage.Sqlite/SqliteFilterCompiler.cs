using System.Collections.Immutable;
using System.Diagnostics;
using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Storage.Sqlite;

/// <summary>
/// Filters as conditions on columns. Columns that may be null are guarded, so that SQL's three-valued logic never shows and NOT negates plainly.
/// What columns cannot decide becomes a condition that all matches satisfy; the rest is decided on the message.
/// </summary>
internal sealed class SqliteFilterCompiler(List<object?> values)
{
    public SqlFilter Compile(FilterExpression filter) => filter switch
    {
        FilterExpression.And and => And(and.Terms),
        FilterExpression.Or or => Or(or.Terms),
        FilterExpression.Not not => Not(Compile(not.Term)),
        FilterExpression.Comparison { Field.Column: { } column } comparison => Compare(column, comparison),
        FilterExpression.HasPrefix { Field.Column: { } column } prefix => HasPrefix(column, prefix.Prefix),
        FilterExpression.Presence { Field.Column: { } column } => Presence(column),
        _ => SqlFilter.Anything,
    };

    private SqlFilter And(ImmutableArray<FilterExpression> terms)
    {
        var compiled = terms.Select(Compile).ToArray();
        var sql = compiled.Where(t => t.Sql != "1").Select(t => t.Sql).ToArray();
        return new(sql.Length == 0 ? "1" : Join(sql, " AND "), compiled.All(t => t.Exact));
    }

    private SqlFilter Or(ImmutableArray<FilterExpression> terms)
    {
        if (terms.IsEmpty)
        {
            return SqlFilter.Decided("0");
        }

        var compiled = terms.Select(Compile).ToArray();
        return new(Join([.. compiled.Select(t => t.Sql)], " OR "), compiled.All(t => t.Exact));
    }

    /// <summary>As a balanced tree: SQLite allows expressions a depth of 1,000, which a plain chain of terms would exceed.</summary>
    private static string Join(ReadOnlySpan<string> terms, string connective) => terms.Length == 1
        ? terms[0]
        : $"({Join(terms[..(terms.Length / 2)], connective)}{connective}{Join(terms[(terms.Length / 2)..], connective)})";

    private static SqlFilter Not(SqlFilter term) => term.Exact ? SqlFilter.Decided($"NOT {term.Sql}") : SqlFilter.Anything;

    private SqlFilter Compare(RecordColumn column, FilterExpression.Comparison comparison) => comparison.Value switch
    {
        FilterValue.Text text => CompareText(column, comparison.Operator, text),
        FilterValue.EnumNumber number => CompareNumber(column, comparison.Operator, number.Value),
        FilterValue.Boolean boolean => CompareNumber(column, comparison.Operator, boolean.Value ? 1 : 0),
        FilterValue.Timestamp time => CompareTime(column, comparison.Operator, time.UnixNanoseconds),
        // NaN is kept as NULL, which would not be unequal to anything.
        FilterValue.Number when comparison.Operator == ComparisonOperator.NotEqual => SqlFilter.Anything,
        FilterValue.Number number when double.IsFinite(number.Value) => CompareNumber(column, comparison.Operator, number.Value),
        _ => SqlFilter.Anything,
    };

    private SqlFilter CompareText(RecordColumn column, ComparisonOperator comparison, FilterValue.Text text)
    {
        // Order by UTF-16 units and by UTF-8 bytes differ beyond the basic plane, and ':' ignores case: both are decided on the message.
        if (SqliteColumns.TextOf(column) is not { } name || text.Wildcard || comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual))
        {
            return SqlFilter.Anything;
        }

        return SqlFilter.Decided($"({name} {(comparison == ComparisonOperator.Equal ? "=" : "<>")} {Parameter(text.Value)})");
    }

    private SqlFilter CompareNumber(RecordColumn column, ComparisonOperator comparison, object value)
    {
        var name = SqliteColumns.NameOf(column);
        return SqlFilter.Decided($"({name} IS NOT NULL AND {name} {Operator(comparison)} {Parameter(value)})");
    }

    private SqlFilter CompareTime(RecordColumn column, ComparisonOperator comparison, Int128 nanoseconds) =>
        SqliteTimes.Clamp(nanoseconds) == nanoseconds ? CompareNumber(column, comparison, (long)nanoseconds) : SqlFilter.Anything;

    private SqlFilter HasPrefix(RecordColumn column, string prefix)
    {
        if (SqliteColumns.TextOf(column) is not { } name)
        {
            return SqlFilter.Anything;
        }

        if (prefix.Length == 0)
        {
            return SqlFilter.Decided("1");
        }

        return TextRange.After(prefix) is { } end
            ? SqlFilter.Decided($"({name} >= {Parameter(prefix)} AND {name} < {Parameter(end)})")
            : SqlFilter.Anything;
    }

    private static SqlFilter Presence(RecordColumn column) => column switch
    {
        RecordColumn.CreateTime or RecordColumn.UpdateTime or RecordColumn.CvssScore => SqlFilter.Anything,
        _ when SqliteColumns.TextOf(column) is { } text => SqlFilter.Decided($"({text} <> '')"),
        _ => SqlFilter.Decided($"({SqliteColumns.NameOf(column)} IS NOT NULL AND {SqliteColumns.NameOf(column)} <> 0)"),
    };

    private string Parameter(object value)
    {
        values.Add(value);
        return "$" + (values.Count - 1).ToString(null, null);
    }

    private static string Operator(ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal or ComparisonOperator.Contains => "=",
        ComparisonOperator.NotEqual => "<>",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
        _ => throw new UnreachableException(),
    };
}
