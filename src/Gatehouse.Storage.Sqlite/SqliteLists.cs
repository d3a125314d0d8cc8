using System.Collections.Immutable;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Runs lists: what the statement cannot decide is decided here, row by row, as far as the query allows to look.</summary>
internal static class SqliteLists
{
    public static RecordPage<T> Read<T, TMessage>(SqliteSession session, string table, RecordQuery query, IReadOnlyCollection<long>? only, MessageParser<TMessage> parser, Func<TMessage, long, long, T> create)
        where TMessage : IMessage<TMessage>
    {
        var statement = SqliteListStatement.ForPage(table, query, only);
        var matches = statement.NeedsFilter ? FilterEvaluator.Compile(query.Filter!) : null;
        using var rows = session.Prepare(statement.Sql, statement.Values).ExecuteReader();
        var items = ImmutableArray.CreateBuilder<T>(Math.Min(query.Limit, 128));
        PageCursor? last = null;
        for (var looked = 0; rows.Read(); looked++)
        {
            if (items.Count == query.Limit || looked == query.ScanLimit)
            {
                return new(items.ToImmutable(), last);
            }

            var message = parser.ParseFrom(Wire(rows, 2));
            last = new(rows.GetInt64(0), query.Order is null ? null : SqliteColumns.ValueOf(query.Order.Column, rows.GetValue(3)));
            if (matches is null || matches.Matches(message))
            {
                items.Add(create(message, rows.GetInt64(0), rows.GetInt64(1)));
            }
        }

        return new(items.ToImmutable(), null);
    }

    public static byte[] Wire(SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
