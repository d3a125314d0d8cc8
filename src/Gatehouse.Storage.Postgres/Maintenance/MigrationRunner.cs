using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Maintenance;

/// <summary>The numbered files of <c>Migrations/</c>, each applied once, in a transaction, by one replica at a time.</summary>
internal sealed class MigrationRunner(PostgresDatabase database)
{
    private const long AdvisoryLock = 0x4761_7465_686F_7573;
    private const string Prefix = "Gatehouse.Storage.Postgres.Migrations.";

    public ValueTask<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken) => database.RetryAsync<IReadOnlyList<string>>(
        async (connection, cancellation) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, $"SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({AdvisoryLock})", cancellation);
            await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS migration (number integer PRIMARY KEY, name text NOT NULL, time timestamptz NOT NULL DEFAULT now())", cancellation);
            var applied = await ApplyMissingAsync(connection, cancellation);
            await transaction.CommitAsync(cancellation);
            return applied;
        },
        cancellationToken);

    private static async ValueTask<string[]> ApplyMissingAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (names, done) = (Names(), await CountAsync(connection, cancellationToken));
        if (done > names.Length)
        {
            throw new StoreUnavailableException(
                $"The database has schema {done}, this version of gatehouse knows schemas up to {names.Length}. Run the version that wrote it, or a newer one.");
        }

        var missing = names[done..];
        foreach (var name in missing)
        {
            await ExecuteAsync(connection, await ReadAsync(name, cancellationToken), cancellationToken);
            await using var note = new NpgsqlCommand("INSERT INTO migration (number, name) VALUES ($1, $2)", connection);
            note.Parameters.Append(++done);
            note.Parameters.Append(name);
            await note.ExecuteNonQueryAsync(cancellationToken);
        }

        return missing;
    }

    private static string[] Names() =>
    [
        .. typeof(MigrationRunner).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^".sql".Length])
            .Order(StringComparer.Ordinal),
    ];

    private static async ValueTask<string> ReadAsync(string name, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(MigrationRunner).Assembly.GetManifestResourceStream($"{Prefix}{name}.sql")!);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static async ValueTask<int> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(number), 0) FROM migration", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async ValueTask ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
