using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Counts vulnerabilities by resource and severity: by the database when the columns decide the filter, else row by row.</summary>
internal static class SqliteSummary
{
    private const string Vulnerable = "kind = 1 AND severity IS NOT NULL";

    public static ImmutableArray<SeverityCount> Read(SqliteSession session, RecordQuery query, IReadOnlyCollection<long>? only)
    {
        var condition = SqliteListStatement.ForCondition(query, only);
        var counts = condition.NeedsFilter ? Walk(session, condition, FilterEvaluator.Compile(query.Filter!)) : Group(session, condition);
        return [.. counts.OrderBy(c => c.Resource, StringComparer.Ordinal).ThenByDescending(c => c.Severity).Select(c => new SeverityCount(c.Written, c.Severity, c.Fixable, c.Total))];
    }

    private static List<(string Resource, string Written, Severity Severity, long Fixable, long Total)> Group(SqliteSession session, SqliteListStatement condition)
    {
        var sql =
            $"""
            SELECT resource, CASE WHEN effective_severity <> 0 THEN effective_severity ELSE severity END AS worst, sum(fix_available), count(*), min(sequence), wire
            FROM occurrence WHERE {Vulnerable} AND {condition.Sql} GROUP BY resource, worst
            """;
        var counts = new List<(string, string, Severity, long, long)>();
        var written = new Dictionary<string, string>();
        using var row = session.Prepare(sql, condition.Values).ExecuteReader();
        while (row.Read())
        {
            var resource = row.GetString(0);
            if (!written.TryGetValue(resource, out var uri))
            {
                written[resource] = uri = Occurrence.Parser.ParseFrom(SqliteLists.Wire(row, 5)).ResourceUri;
            }

            counts.Add((resource, uri, (Severity)row.GetInt32(1), row.GetInt64(2), row.GetInt64(3)));
        }

        return counts;
    }

    private static List<(string Resource, string Written, Severity Severity, long Fixable, long Total)> Walk(SqliteSession session, SqliteListStatement condition, CompiledFilter filter)
    {
        var counts = new Dictionary<(string Resource, Severity Severity), (long Fixable, long Total)>();
        var written = new Dictionary<string, string>();
        using var row = session.Prepare($"SELECT wire FROM occurrence WHERE {Vulnerable} AND {condition.Sql}", condition.Values).ExecuteReader();
        while (row.Read())
        {
            var occurrence = Occurrence.Parser.ParseFrom(SqliteLists.Wire(row, 0));
            if (!filter.Matches(occurrence))
            {
                continue;
            }

            var found = occurrence.Vulnerability;
            var resource = ResourceUri.Canonicalize(occurrence.ResourceUri);
            written.TryAdd(resource, occurrence.ResourceUri);
            var key = (resource, found.EffectiveSeverity != Severity.Unspecified ? found.EffectiveSeverity : found.Severity);
            var (fixable, total) = counts.GetValueOrDefault(key);
            counts[key] = (fixable + (found.FixAvailable ? 1 : 0), total + 1);
        }

        return [.. counts.Select(c => (c.Key.Resource, written[c.Key.Resource], c.Key.Severity, c.Value.Fixable, c.Value.Total))];
    }
}
