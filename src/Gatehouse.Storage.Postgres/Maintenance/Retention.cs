using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Maintenance;

/// <summary>Drops what is old, in portions, so that writers never wait long.</summary>
internal sealed class Retention(PostgresDatabase database)
{
    private const int Portion = 5_000;

    public async ValueTask<long> TrimAsync(DateTimeOffset changesBefore, DateTimeOffset refusalsBefore, DateTimeOffset requestsBefore, CancellationToken cancellationToken)
    {
        var trimmed = await MarkAsync(changesBefore, cancellationToken);
        await DeleteAsync("commit_id", "create_time < now() - interval '1 day' AND $1 > 0", 1, cancellationToken);
        return await DeleteAsync("change", "revision <= $1", trimmed, cancellationToken)
            + await DeleteAsync("refusal", "ticks < $1", refusalsBefore.UtcTicks, cancellationToken)
            + await DeleteAsync("request", "ticks < $1", requestsBefore.UtcTicks, cancellationToken);
    }

    /// <summary>Readers learn that changes are gone before the first goes. Only a beginning of the order goes, whatever the times say.</summary>
    private ValueTask<long> MarkAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.RetryAsync(
        async (connection, cancellation) =>
        {
            await using var command = new NpgsqlCommand(
                """
                UPDATE clock SET trimmed = greatest(trimmed, coalesce((SELECT revision - 1 FROM change WHERE ticks >= $1 ORDER BY revision LIMIT 1), revision))
                RETURNING trimmed
                """,
                connection);
            command.Parameters.Append(before.UtcTicks);
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        },
        cancellationToken);

    private async ValueTask<long> DeleteAsync(string table, string condition, long bound, CancellationToken cancellationToken)
    {
        var total = 0L;
        while (true)
        {
            var deleted = await database.RetryAsync(
                async (connection, cancellation) =>
                {
                    await using var command = new NpgsqlCommand(
                        $"DELETE FROM {table} WHERE ctid = ANY (ARRAY (SELECT ctid FROM {table} WHERE {condition} LIMIT {Portion}))", connection);
                    command.Parameters.Append(bound);
                    return await command.ExecuteNonQueryAsync(cancellation);
                },
                cancellationToken);
            total += deleted;
            if (deleted < Portion)
            {
                return total;
            }
        }
    }
}
