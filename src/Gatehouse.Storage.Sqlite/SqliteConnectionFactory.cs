using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Opens connections with the settings that durability and speed rest on.</summary>
internal sealed class SqliteConnectionFactory(SqliteStoreOptions options)
{
    private string ConnectionString { get; } = new SqliteConnectionStringBuilder { DataSource = options.Path, Pooling = false, DefaultTimeout = 30 }.ToString();

    /// <summary>WAL with a flush at each commit: what is acknowledged survives a power cut.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA foreign_keys = OFF;");
        if (options.MaximumPages is { } pages)
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages};"));
        }

        return connection;
    }

    public SqliteConnection OpenReader()
    {
        var connection = Open();
        Execute(connection, "PRAGMA query_only = ON;");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = 30000; PRAGMA cache_size = -{options.CacheKibibytes}; PRAGMA mmap_size = {options.MappedBytes}; PRAGMA temp_store = MEMORY;"));
        return connection;
    }
}
