using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>A connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    /// <summary>Filters make ever new statements; the oldest half goes when there are more than these.</summary>
    private const int MaximumStatements = 256;

    private readonly Dictionary<string, SqliteCommand> _statements = [];

    public SqliteConnection Connection => connection;

    /// <summary>A prepared statement with its parameters <c>$0</c>, <c>$1</c>, … set.</summary>
    public SqliteCommand Prepare(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = Add(sql);
        }

        // A filter may bring values that its text no longer mentions: filters of one text can differ in how many.
        while (command.Parameters.Count < values.Length)
        {
            command.Parameters.Add(new SqliteParameter(ParameterName(command.Parameters.Count), null));
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _statements.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Add(string sql)
    {
        if (_statements.Count == MaximumStatements)
        {
            foreach (var old in _statements.Keys.Take(MaximumStatements / 2).ToArray())
            {
                _statements.Remove(old, out var dropped);
                dropped!.Dispose();
            }
        }

        var command = connection.CreateCommand();
        command.CommandText = sql;
        _statements.Add(sql, command);
        return command;
    }

    private static string ParameterName(int index) => "$" + index.ToString(null, null);
}
