using System.Globalization;
using Gatehouse.Metadata.Storage;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Numbered files, applied in order, each in a transaction of its own; <c>PRAGMA user_version</c> tells how far the database is.</summary>
internal static class SqliteMigrations
{
    private const string Prefix = "Gatehouse.Storage.Sqlite.Migrations.";

    public static IReadOnlyList<string> Apply(SqliteConnection connection)
    {
        var files = typeof(SqliteMigrations).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray();
        var current = Version(connection);
        if (current > files.Length)
        {
            throw new StoreUnavailableException($"the database has schema version {current}, but this program knows only {files.Length}: run the newer program that wrote it");
        }

        foreach (var file in files[current..])
        {
            Apply(connection, file);
        }

        return [.. files[current..].Select(f => f[Prefix.Length..])];
    }

    private static void Apply(SqliteConnection connection, string file)
    {
        using var reader = new StreamReader(typeof(SqliteMigrations).Assembly.GetManifestResourceStream(file)!);
        var number = int.Parse(file.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture);
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"{reader.ReadToEnd()}\nPRAGMA user_version = {number};");
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    private static int Version(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
