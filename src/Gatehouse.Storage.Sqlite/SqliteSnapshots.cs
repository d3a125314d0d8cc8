using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>The whole store, out in one read transaction and in in one write transaction.</summary>
internal static class SqliteSnapshots
{
    public static IEnumerable<SnapshotItem> Read(SqliteSession session)
    {
        session.Execute("BEGIN");
        yield return new SnapshotItem.Head((long)session.Prepare("SELECT revision FROM clock").ExecuteScalar()!);
        foreach (var (sql, read) in Parts)
        {
            using var rows = session.Prepare(sql).ExecuteReader();
            while (rows.Read())
            {
                yield return read(rows);
            }
        }

        session.Execute("COMMIT");
    }

    public static bool Restore(SqliteTransactionScope scope, IEnumerable<SnapshotItem> items, WriteOrigin origin, DateTimeOffset time)
    {
        var session = scope.Session;
        foreach (var table in (ReadOnlySpan<string>)["project", "note", "occurrence", "document", "change", "request"])
        {
            session.Execute($"DELETE FROM {table}");
        }

        foreach (var item in items)
        {
            Insert(scope, item);
        }

        var revision = scope.Next();
        session.Execute(
            "INSERT INTO change (revision, time, type, collection, name, project, kind, resource, canonical, principal, address, action) VALUES ($0, $1, 2, 'store', 'restored', '', 0, '', '', $2, $3, $4)",
            revision, SqliteTimes.From(time), origin.Principal, origin.Address, origin.Action);
        session.Execute("UPDATE clock SET trimmed = $0", revision - 1);
        return true;
    }

    private static readonly (string Sql, Func<SqliteDataReader, SnapshotItem> Read)[] Parts =
    [
        ("SELECT sequence, id, create_time FROM project ORDER BY sequence", r => new SnapshotItem.Project(new(ProjectName.FromId(r.GetString(1)), SqliteTimes.To(r.GetInt64(2)), r.GetInt64(0)))),
        ("SELECT sequence, revision, wire FROM note ORDER BY sequence", r => new SnapshotItem.Note(r.GetInt64(0), r.GetInt64(1), SqliteLists.Wire(r, 2))),
        ("SELECT sequence, revision, wire FROM occurrence ORDER BY sequence", r => new SnapshotItem.Occurrence(r.GetInt64(0), r.GetInt64(1), SqliteLists.Wire(r, 2))),
        ("SELECT collection, key, revision, content FROM document ORDER BY revision", r => new SnapshotItem.Document(new(r.GetString(0), r.GetString(1), SqliteLists.Wire(r, 3), r.GetInt64(2)))),
        ("SELECT revision, time, type, collection, name, project, kind, resource, principal, address, action FROM change ORDER BY revision", r => new SnapshotItem.Change(SqliteChanges.Read(r))),
    ];

    private static void Insert(SqliteTransactionScope scope, SnapshotItem item)
    {
        switch (item)
        {
            case SnapshotItem.Head head:
                scope.Revision = Math.Max(scope.Revision, head.Revision);
                break;
            case SnapshotItem.Project { Value: var project }:
                scope.Session.Execute("INSERT INTO project (sequence, id, create_time) VALUES ($0, $1, $2)", project.Sequence, project.Name.Id, SqliteTimes.From(project.CreateTime));
                break;
            case SnapshotItem.Note note:
                SqliteRows.Insert(scope.Session, Note.Parser.ParseFrom(note.Wire.Span), note.Wire.ToArray(), note.Sequence, note.Revision);
                break;
            case SnapshotItem.Occurrence occurrence:
                SqliteRows.Insert(scope.Session, Occurrence.Parser.ParseFrom(occurrence.Wire.Span), occurrence.Wire.ToArray(), occurrence.Sequence, occurrence.Revision);
                break;
            case SnapshotItem.Document { Value: var document }:
                scope.Session.Execute(
                    "INSERT INTO document (collection, key, revision, content) VALUES ($0, $1, $2, $3)", document.Collection, document.Key, document.Revision, document.Content.ToArray());
                break;
            case SnapshotItem.Change { Value: var change }:
                SqliteRows.Insert(scope.Session, change);
                break;
        }
    }
}
