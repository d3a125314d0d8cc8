using Gatehouse.Artifacts.Content;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Inserts of whole rows: the message and the columns taken from it.</summary>
internal static class SqliteRows
{
    /// <returns>0 when the name is taken.</returns>
    public static int Insert(SqliteSession session, Note note, byte[] wire, long sequence, long revision)
    {
        var name = NoteName.Parse(note.Name);
        return session.Execute(
            """
            INSERT INTO note (sequence, revision, project, location, id, kind, create_time, update_time, severity, cvss_score, wire)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
            """,
            sequence, revision, name.Project.Id, name.Location, name.Id, (int)note.Kind, SqliteTimes.From(note.CreateTime), SqliteTimes.From(note.UpdateTime),
            note.Vulnerability is { } v ? (int)v.Severity : null, note.Vulnerability is { } w ? (double)w.CvssScore : null, wire);
    }

    /// <returns>0 when the name is taken.</returns>
    public static int Insert(SqliteSession session, Occurrence occurrence, byte[] wire, long sequence, long revision)
    {
        var name = OccurrenceName.Parse(occurrence.Name);
        var note = NoteName.Parse(occurrence.NoteName);
        var found = occurrence.Vulnerability;
        return session.Execute(
            """
            INSERT INTO occurrence (sequence, revision, project, location, id, kind, resource, note_project, note_location, note_id, create_time, update_time,
                severity, effective_severity, cvss_score, fix_available, wire)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING
            """,
            sequence, revision, name.Project.Id, name.Location, name.Id, (int)occurrence.Kind, ResourceUri.Canonicalize(occurrence.ResourceUri),
            note.Project.Id, note.Location, note.Id, SqliteTimes.From(occurrence.CreateTime), SqliteTimes.From(occurrence.UpdateTime),
            found is null ? null : (int)found.Severity, found is null ? null : (int)found.EffectiveSeverity, found is null ? null : (double)found.CvssScore,
            found is null ? null : found.FixAvailable ? 1 : 0, wire);
    }

    public static void Insert(SqliteSession session, Change change) => session.Execute(
        """
        INSERT INTO change (revision, time, type, collection, name, project, kind, resource, canonical, principal, address, action)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        change.Revision, SqliteTimes.From(change.Time), (int)change.Type, change.Collection, change.Name, change.ProjectId, (int)change.Kind, change.ResourceUri,
        ResourceUri.Canonicalize(change.ResourceUri), change.Origin.Principal, change.Origin.Address, change.Origin.Action);
}
