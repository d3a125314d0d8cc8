using System.Collections.Immutable;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Columns;
using Gatehouse.Storage.Postgres.Connections;
using Gatehouse.Storage.Postgres.Records;

namespace Gatehouse.Storage.Postgres.Documents;

internal sealed class DocumentReader(PostgresDatabase database)
{
    public async ValueTask<Document?> FindAsync(string collection, string key, CancellationToken cancellationToken) =>
        await ReadAsync(collection, sql => sql.Write($" AND key = {sql.Value(ColumnText.Encode(key))}"), cancellationToken) is [var only] ? only : null;

    public ValueTask<ImmutableArray<Document>> ListAsync(string collection, string prefix, string after, int limit, CancellationToken cancellationToken)
    {
        var start = ColumnText.Encode(prefix);
        return ReadAsync(
            collection,
            sql =>
            {
                sql.Write($" AND key >= {sql.Value(start)} AND key > {sql.Value(ColumnText.Encode(after))}");
                _ = ColumnText.After(start) is { } end ? sql.Write($" AND key < {sql.Value(end)}") : sql;
                sql.Write($" ORDER BY key LIMIT {sql.Value(limit)}");
            },
            cancellationToken);
    }

    private ValueTask<ImmutableArray<Document>> ReadAsync(string collection, Action<SqlText> write, CancellationToken cancellationToken) => database.RetryAsync(
        async (connection, cancellation) =>
        {
            await using var command = connection.CreateCommand();
            var sql = new SqlText(command.Parameters).Write("SELECT key, content, revision FROM document WHERE collection = ");
            sql.Write(sql.Value(ColumnText.Encode(collection)));
            write(sql);
            command.CommandText = sql.ToString();
            var documents = ImmutableArray.CreateBuilder<Document>();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                documents.Add(new(collection, ColumnText.Decode(reader.GetString(0)), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2)));
            }

            return documents.ToImmutable();
        },
        cancellationToken);
}
