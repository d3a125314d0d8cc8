using System.Text;
using System.Text.Json;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Sqlite;

/// <summary>A list as one statement. Rows are <c>sequence, revision, wire, order key</c>.</summary>
internal sealed class SqliteListStatement
{
    private readonly List<object?> _values = [];
    private readonly StringBuilder _where = new("1");

    private SqliteListStatement()
    {
    }

    public string Sql { get; private set; } = "";

    public object?[] Values => [.. _values];

    /// <summary>Whether a row still has to be decided on its message.</summary>
    public bool NeedsFilter { get; private set; }

    public static SqliteListStatement ForPage(string table, RecordQuery query, IReadOnlyCollection<long>? only)
    {
        var statement = new SqliteListStatement();
        statement.AddScope(query, only);
        statement.AddCursor(query);
        statement.Finish(table, query);
        return statement;
    }

    /// <summary>The condition alone, for other statements over the same rows.</summary>
    public static SqliteListStatement ForCondition(RecordQuery query, IReadOnlyCollection<long>? only)
    {
        var statement = new SqliteListStatement();
        statement.AddScope(query, only);
        statement.Sql = statement._where.ToString();
        return statement;
    }

    private void AddScope(RecordQuery query, IReadOnlyCollection<long>? only)
    {
        if (query.Project is { } project)
        {
            And($"project = {Parameter(project.Id)}");
        }

        if (query.Location.Length > 0)
        {
            And($"location = {Parameter(query.Location)}");
        }

        if (query.Note is { } note)
        {
            And($"note_project = {Parameter(note.Project.Id)} AND note_id = {Parameter(note.Id)} AND note_location = {Parameter(note.Location)}");
        }

        if (only is not null)
        {
            And($"sequence IN (SELECT value FROM json_each({Parameter(JsonSerializer.Serialize(only))}))");
        }

        if (query.Filter is not null)
        {
            var filter = new SqliteFilterCompiler(_values).Compile(query.Filter);
            And(filter.Sql);
            NeedsFilter = !filter.Exact;
        }
    }

    private void AddCursor(RecordQuery query)
    {
        if (query.After is not { } after)
        {
            return;
        }

        if (query.Order is not { } order)
        {
            And($"sequence > {Parameter(after.Sequence)}");
            return;
        }

        var column = SqliteColumns.NameOf(order.Column);
        var sequence = $"sequence {(order.Descending ? "<" : ">")} {Parameter(after.Sequence)}";
        And(after.Key is null
            ? order.Descending ? $"({column} IS NULL AND {sequence})" : $"({column} IS NOT NULL OR {sequence})"
            : AfterKey(column, order.Descending, Parameter(SqliteColumns.ParameterOf(after.Key)), sequence));
    }

    /// <summary>Null comes before every value: after all of them when descending.</summary>
    private static string AfterKey(string column, bool descending, string key, string sequence) => descending
        ? $"({column} < {key} OR {column} IS NULL OR ({column} = {key} AND {sequence}))"
        : $"({column} > {key} OR ({column} = {key} AND {sequence}))";

    private void Finish(string table, RecordQuery query)
    {
        var direction = query.Order is { Descending: true } ? "DESC" : "ASC";
        var key = query.Order is null ? "NULL" : SqliteColumns.NameOf(query.Order.Column);
        var order = query.Order is null ? "sequence" : $"{key} {direction}, sequence {direction}";
        var limit = NeedsFilter ? "" : $" LIMIT {Parameter(query.Limit + 1)}";
        Sql = $"SELECT sequence, revision, wire, {key} FROM {table} WHERE {_where} ORDER BY {order}{limit}";
    }

    private void And(string condition) => _where.Append(" AND ").Append(condition);

    private string Parameter(object value)
    {
        _values.Add(value);
        return "$" + (_values.Count - 1).ToString(null, null);
    }
}
