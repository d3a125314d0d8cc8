using System.Collections.Immutable;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Columns;
using Gatehouse.Storage.Postgres.Connections;
using Gatehouse.Storage.Postgres.Records;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Changes;

/// <summary>Reads the order of changes. Commits take place in the order of revisions, so that no snapshot shows a gap.</summary>
internal sealed class ChangeReader(PostgresDatabase database)
{
    public const string Columns = "revision, ticks, type, collection, name, project, kind, resource_uri, principal, address, action";

    public ValueTask<ImmutableArray<Change>> ListAsync(ChangeQuery query, CancellationToken cancellationToken) => database.RetryAsync(
        async (connection, cancellation) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Write(new(command.Parameters), query);
            var changes = ImmutableArray.CreateBuilder<Change>();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                changes.Add(Read(reader));
            }

            return changes.ToImmutable();
        },
        cancellationToken);

    public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken) => ReadClockAsync("SELECT revision FROM clock", cancellationToken);

    public ValueTask<long> GetTrimmedRevisionAsync(CancellationToken cancellationToken) => ReadClockAsync("SELECT trimmed FROM clock", cancellationToken);

    private static string Write(SqlText sql, ChangeQuery query)
    {
        sql.Write($"SELECT {Columns} FROM change")
            .Write($" WHERE revision > {sql.Value(query.After)} AND revision <= {sql.Value(query.UpTo)}");
        if (query.Since is { } since)
        {
            sql.Write($" AND ticks >= {sql.Value(since.UtcTicks)}");
        }

        if (query.ProjectId is { } project)
        {
            sql.Write($" AND project = {sql.Value(ColumnText.Encode(project))}");
        }

        if (query.ResourceUri is { } resource)
        {
            sql.Write($" AND collection = 'occurrences' AND resource_key <> '' AND resource_key = {sql.Value(ResourceKey.Exact(ColumnText.Encode(resource)))}");
        }

        return sql.Write($" ORDER BY revision {(query.Descending ? "DESC" : "ASC")} LIMIT {sql.Value(query.Limit)}").ToString();
    }

    /// <summary>A row as <see cref="Columns"/> selects it.</summary>
    public static Change Read(NpgsqlDataReader reader)
    {
        string Text(int column) => ColumnText.Decode(reader.GetString(column));
        return new(
            reader.GetInt64(0), new(reader.GetInt64(1), TimeSpan.Zero), (ChangeType)reader.GetInt16(2), Text(3), Text(4), Text(5),
            (NoteKind)reader.GetInt32(6), Text(7), new(Text(8), Text(9), Text(10)));
    }

    private ValueTask<long> ReadClockAsync(string sql, CancellationToken cancellationToken) => database.RetryAsync(
        async (connection, cancellation) =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        },
        cancellationToken);
}
