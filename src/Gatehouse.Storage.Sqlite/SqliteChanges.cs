using System.Collections.Immutable;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Reads ranges of changes.</summary>
internal static class SqliteChanges
{
    public static ImmutableArray<Change> Read(SqliteSession session, ChangeQuery query)
    {
        var values = new List<object?> { query.After, query.UpTo };
        var where = "revision > $0 AND revision <= $1";
        if (query.ProjectId is { } project)
        {
            values.Add(project);
            where += $" AND project = ${values.Count - 1}";
        }

        if (query.ResourceUri is { } resource)
        {
            values.Add(resource);
            where += $" AND canonical = ${values.Count - 1} AND canonical <> ''";
        }

        if (query.Since is { } since)
        {
            values.Add(SqliteTimes.From(since));
            where += $" AND time >= ${values.Count - 1}";
        }

        values.Add(query.Limit);
        var sql = $"SELECT revision, time, type, collection, name, project, kind, resource, principal, address, action FROM change WHERE {where} ORDER BY revision {(query.Descending ? "DESC" : "ASC")} LIMIT ${values.Count - 1}";
        using var row = session.Prepare(sql, values.ToArray()).ExecuteReader();
        var changes = ImmutableArray.CreateBuilder<Change>();
        while (row.Read())
        {
            changes.Add(Read(row));
        }

        return changes.ToImmutable();
    }

    /// <summary>A row as the statements here select it.</summary>
    public static Change Read(SqliteDataReader row) => new(
        row.GetInt64(0), SqliteTimes.To(row.GetInt64(1)), (ChangeType)row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetString(5), (NoteKind)row.GetInt32(6), row.GetString(7),
        new(row.GetString(8), row.GetString(9), row.GetString(10)));
}
