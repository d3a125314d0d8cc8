using System.Collections.Immutable;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Columns;
using Gatehouse.Storage.Postgres.Connections;
using Gatehouse.Storage.Postgres.Records;
using Npgsql;
using NpgsqlTypes;

namespace Gatehouse.Storage.Postgres.Audit;

/// <summary>Calls that were not allowed. A connection lost while appending may leave a record twice, never none.</summary>
internal sealed class RefusalLog(PostgresDatabase database)
{
    public async ValueTask AppendAsync(ImmutableArray<Refusal> refusals, CancellationToken cancellationToken) => await database.RetryAsync(
        async (connection, cancellation) =>
        {
            await using var command = new NpgsqlCommand(
                """
                INSERT INTO refusal (ticks, principal, address, action, resource, outcome, reason)
                SELECT ticks, principal, address, action, resource, outcome, reason
                FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY AS r (ticks, principal, address, action, resource, outcome, reason, place) ORDER BY place
                """,
                connection);
            command.Parameters.AppendArray(refusals.Select(r => r.Time.UtcTicks), NpgsqlDbType.Bigint);
            command.Parameters.AppendTexts(refusals.Select(r => ColumnText.Encode(r.Origin.Principal)));
            command.Parameters.AppendTexts(refusals.Select(r => ColumnText.Encode(r.Origin.Address)));
            command.Parameters.AppendTexts(refusals.Select(r => ColumnText.Encode(r.Origin.Action)));
            command.Parameters.AppendTexts(refusals.Select(r => ColumnText.Encode(r.Resource)));
            command.Parameters.AppendTexts(refusals.Select(r => ColumnText.Encode(r.Outcome)));
            command.Parameters.AppendTexts(refusals.Select(r => ColumnText.Encode(r.Reason)));
            return await command.ExecuteNonQueryAsync(cancellation);
        },
        cancellationToken);

    public ValueTask<ImmutableArray<Refusal>> ListAsync(long before, DateTimeOffset? since, int limit, CancellationToken cancellationToken) => database.RetryAsync(
        async (connection, cancellation) =>
        {
            await using var command = connection.CreateCommand();
            var sql = new SqlText(command.Parameters).Write("SELECT id, ticks, principal, address, action, resource, outcome, reason FROM refusal");
            sql.Write($" WHERE id < {sql.Value(before)} AND ticks >= {sql.Value(since?.UtcTicks ?? 0)} ORDER BY id DESC LIMIT {sql.Value(limit)}");
            command.CommandText = sql.ToString();
            var refusals = ImmutableArray.CreateBuilder<Refusal>();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                refusals.Add(Read(reader));
            }

            return refusals.ToImmutable();
        },
        cancellationToken);

    private static Refusal Read(NpgsqlDataReader reader)
    {
        string Text(int column) => ColumnText.Decode(reader.GetString(column));
        return new(reader.GetInt64(0), new(reader.GetInt64(1), TimeSpan.Zero), new(Text(2), Text(3), Text(4)), Text(5), Text(6), Text(7));
    }
}
