using System.Collections.Immutable;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Records;

/// <summary>Pages of records. Where the filter has to be asked about each record, rows come in growing portions, so that memory stays flat.</summary>
internal sealed class RecordLister(PostgresDatabase database)
{
    private const int SmallestPortion = 256;
    private const int LargestPortion = 4_096;

    public async ValueTask<RecordPage<T>> ListAsync<T>(RecordTable<T> table, RecordQuery query, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        PageCursor? last = null;
        await foreach (var (record, cursor, isLastOfScan) in ScanAsync(table, query, cancellationToken))
        {
            if (record is not null && items.Count == query.Limit)
            {
                return new(items.ToImmutable(), last);
            }

            if (record is not null)
            {
                items.Add(record);
                last = cursor;
            }

            if (isLastOfScan)
            {
                return new(items.ToImmutable(), cursor);
            }
        }

        return new(items.ToImmutable(), null);
    }

    /// <summary>All records of a query in its order, without a limit.</summary>
    public async IAsyncEnumerable<T> WalkAsync<T>(RecordTable<T> table, RecordQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var whole = query with { Limit = LargestPortion, ScanLimit = int.MaxValue, After = null };
        await foreach (var (record, _, _) in ScanAsync(table, whole, cancellationToken))
        {
            if (record is not null)
            {
                yield return record;
            }
        }
    }

    /// <summary>Rows that the columns let through: each with its record, or null where the filter refuses it. The last is told when rows follow that may not be looked at.</summary>
    private async IAsyncEnumerable<(T? Record, PageCursor Cursor, bool IsLastOfScan)> ScanAsync<T>(
        RecordTable<T> table, RecordQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = (long)Math.Max(1, query.ScanLimit);
        var size = Math.Max(SmallestPortion, (int)Math.Min((long)query.Limit, LargestPortion));
        while (true)
        {
            var portion = await FetchAsync(table, query, size, cancellationToken);
            for (var i = 0; i < portion.Rows.Count; i++)
            {
                var (record, cursor) = portion.Rows[i];
                var matches = portion.IsExact || FilterEvaluator.Matches(query.Filter!, table.Message(record));
                var ends = !portion.IsExact && --left == 0 && (i + 1 < portion.Rows.Count || portion.HasMore);
                yield return (matches ? record : default, cursor, ends);
            }

            if (!portion.HasMore)
            {
                yield break;
            }

            query = query with { After = portion.Rows[^1].Cursor };
            size = Math.Min(size * 2, LargestPortion);
        }
    }

    private ValueTask<Portion<T>> FetchAsync<T>(RecordTable<T> table, RecordQuery query, int size, CancellationToken cancellationToken) =>
        database.RetryAsync(
            async (connection, cancellation) =>
            {
                var order = RecordOrder.Of(table, query.Order);
                await using var command = connection.CreateCommand();
                var sql = new SqlText(command.Parameters).Write($"SELECT {RecordTables.ReadColumns}, {order.Key} FROM {table.Name}");
                var isExact = RecordConditions.Write(sql, table, query);
                order.WriteAfter(sql, query.After);
                order.WriteOrder(sql);
                sql.Write($" LIMIT {sql.Value(size + 1)}");
                command.CommandText = sql.ToString();
                return await ReadAsync(command, table, order, isExact, size, cancellation);
            },
            cancellationToken);

    private static async ValueTask<Portion<T>> ReadAsync<T>(
        NpgsqlCommand command, RecordTable<T> table, RecordOrder order, bool isExact, int size, CancellationToken cancellationToken)
    {
        var rows = new List<(T, PageCursor)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (rows.Count == size)
            {
                return new(rows, true, isExact);
            }

            rows.Add((table.Read(reader), order.ReadCursor(reader, 3, 6)));
        }

        return new(rows, false, isExact);
    }

    private sealed record Portion<T>(List<(T Record, PageCursor Cursor)> Rows, bool HasMore, bool IsExact);
}
