using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Records;

/// <summary>Counts of vulnerabilities: by the database where the columns decide the filter, else record by record.</summary>
internal sealed class SeveritySummary(PostgresDatabase database, RecordLister lister)
{
    private static readonly RecordTable<StoredOccurrence> Table = RecordTables.Occurrences;

    public async ValueTask<ImmutableArray<SeverityCount>> CountAsync(RecordQuery query, CancellationToken cancellationToken) =>
        await database.RetryAsync((connection, cancellation) => GroupAsync(connection, query, cancellation), cancellationToken)
        ?? await WalkAsync(query, cancellationToken);

    /// <returns>Null when the columns do not decide the filter.</returns>
    private static async ValueTask<ImmutableArray<SeverityCount>?> GroupAsync(NpgsqlConnection connection, RecordQuery query, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        var sql = new SqlText(command.Parameters).Write("""
            SELECT resource_uri, coalesce(nullif(effective_severity, 0), severity, 0) AS shown, count(*) FILTER (WHERE fix_available), count(*), min(sequence) FROM occurrence
            """);
        if (!RecordConditions.Write(sql, Table, query))
        {
            return null;
        }

        command.CommandText = sql.Write($" AND kind = {sql.Value((int)NoteKind.Vulnerability)} GROUP BY resource_uri, shown ORDER BY resource_uri, shown DESC").ToString();
        var groups = new List<(string Uri, Severity Severity, long Fixable, long Total, long First)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                groups.Add((reader.GetString(0), (Severity)reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
            }
        }

        var first = groups.GroupBy(g => g.Uri).ToDictionary(g => g.Key, g => g.Min(x => x.First));
        var written = await ReadWrittenAsync(connection, [.. first.Values], cancellationToken);
        return [.. groups.Select(g => new SeverityCount(written[first[g.Uri]], g.Severity, g.Fixable, g.Total))];
    }

    /// <summary>The URIs as clients wrote them, by the sequence of the occurrence.</summary>
    private static async ValueTask<Dictionary<long, string>> ReadWrittenAsync(NpgsqlConnection connection, long[] sequences, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT sequence, message FROM occurrence WHERE sequence = ANY ($1)", connection);
        command.Parameters.Append(sequences);
        var written = new Dictionary<long, string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            written.Add(reader.GetInt64(0), Occurrence.Parser.ParseFrom(reader.GetFieldValue<byte[]>(1)).ResourceUri);
        }

        return written;
    }

    private async ValueTask<ImmutableArray<SeverityCount>> WalkAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<(string Uri, Severity Severity), (long Fixable, long Total)>();
        var written = new Dictionary<string, string>();
        await foreach (var record in lister.WalkAsync(Table, query with { Order = null }, cancellationToken))
        {
            if (record.Occurrence is { Kind: NoteKind.Vulnerability } occurrence)
            {
                var details = occurrence.Vulnerability ?? new();
                var key = (ResourceUri.Canonicalize(occurrence.ResourceUri), details.EffectiveSeverity != 0 ? details.EffectiveSeverity : details.Severity);
                written.TryAdd(key.Item1, occurrence.ResourceUri);
                var (fixable, total) = counts.GetValueOrDefault(key);
                counts[key] = (fixable + (details.FixAvailable ? 1 : 0), total + 1);
            }
        }

        return
        [
            .. counts.OrderBy(c => c.Key.Uri, CodePointOrder.Instance).ThenByDescending(c => c.Key.Severity)
                .Select(c => new SeverityCount(written[c.Key.Uri], c.Key.Severity, c.Value.Fixable, c.Value.Total)),
        ];
    }
}
