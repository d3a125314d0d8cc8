using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Google.Protobuf;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Makes the writes of one set, or finds out all that stand against it.</summary>
internal sealed class SqliteCommit(SqliteTransactionScope scope, WriteSet set)
{
    private readonly SqliteSession _session = scope.Session;
    private readonly List<WriteRefusal> _refusals = [];
    private readonly Dictionary<NoteName, int?> _kinds = [];
    private readonly HashSet<string> _projects = [];
    private readonly long _time = SqliteTimes.From(set.Time);
    private int _index;

    public CommitOutcome Run()
    {
        if (set.Request is { } request && FindRequest(request) is { } before)
        {
            scope.IsKept = false;
            return before;
        }

        var first = scope.Revision + 1;
        var names = new List<string>(set.Request is null ? 0 : set.Writes.Length);
        for (_index = 0; _index < set.Writes.Length; _index++)
        {
            var name = Make(set.Writes[_index]);
            if (set.Request is not null)
            {
                names.Add(name);
            }
        }

        if (_refusals.Count > 0)
        {
            scope.IsKept = false;
            return new CommitOutcome.Refused([.. _refusals]);
        }

        SaveRequest(names);
        return new CommitOutcome.Committed(first);
    }

    private CommitOutcome? FindRequest(RequestKey request)
    {
        using var row = _session.Prepare("SELECT fingerprint, names FROM request WHERE principal = $0 AND id = $1", request.Principal, request.Id).ExecuteReader();
        return !row.Read() ? null
            : row.GetString(0) != request.Fingerprint ? new CommitOutcome.RequestReused()
            : new CommitOutcome.Repeated(JsonSerializer.Deserialize<ImmutableArray<string>>(row.GetString(1)));
    }

    private void SaveRequest(List<string> names)
    {
        if (set.Request is { } request)
        {
            _session.Execute(
                "INSERT INTO request (principal, id, fingerprint, names, time) VALUES ($0, $1, $2, $3, $4)",
                request.Principal, request.Id, request.Fingerprint, JsonSerializer.Serialize(names), _time);
        }
    }

    private string Make(RecordWrite write)
    {
        switch (write)
        {
            case RecordWrite.CreateProject create: CreateProject(create); return create.Name.ToString();
            case RecordWrite.DeleteProject delete: DeleteProject(delete.Name); return delete.Name.ToString();
            case RecordWrite.CreateNote create: CreateNote(create.Name, create.Note); return create.Name.ToString();
            case RecordWrite.UpdateNote update: UpdateNote(update); return update.Name.ToString();
            case RecordWrite.DeleteNote delete: DeleteNote(delete.Name); return delete.Name.ToString();
            case RecordWrite.CreateOccurrence create: CreateOccurrence(create.Name, create.Occurrence); return create.Name.ToString();
            case RecordWrite.UpdateOccurrence update: UpdateOccurrence(update); return update.Name.ToString();
            case RecordWrite.DeleteOccurrence delete: DeleteOccurrence(delete.Name); return delete.Name.ToString();
            case RecordWrite.PutDocument put: PutDocument(put); return put.Key;
            case RecordWrite.DeleteDocument delete: DeleteDocument(delete); return delete.Key;
            default: throw new UnreachableException();
        }
    }

    private void CreateProject(RecordWrite.CreateProject create)
    {
        var revision = scope.Next();
        if (_session.Execute("INSERT INTO project (sequence, id, create_time) VALUES ($0, $1, $2) ON CONFLICT DO NOTHING", revision, create.Name.Id, SqliteTimes.From(create.CreateTime)) == 0)
        {
            Refuse(WriteRefusalReason.AlreadyExists, create.Name.ToString());
        }

        Log(revision, ChangeType.Created, "projects", create.Name.ToString(), create.Name.Id);
    }

    private void DeleteProject(ProjectName name)
    {
        var revision = scope.Next();
        _projects.Remove(name.Id);
        _kinds.Clear();
        if (FindText("SELECT 'projects/' || project || CASE WHEN location = '' THEN '' ELSE '/locations/' || location END || '/occurrences/' || id FROM occurrence WHERE note_project = $0 AND project <> $0 LIMIT 1", name.Id) is { } user)
        {
            Refuse(WriteRefusalReason.NoteInUse, user);
        }

        if (_session.Execute("DELETE FROM project WHERE id = $0", name.Id) == 0)
        {
            Refuse(WriteRefusalReason.NotFound, name.ToString());
        }

        _session.Execute("DELETE FROM occurrence WHERE project = $0", name.Id);
        _session.Execute("DELETE FROM note WHERE project = $0", name.Id);
        // '0' is the character after '/': everything named below the project.
        _session.Execute("DELETE FROM document WHERE key = $0 OR (key >= $0 || '/' AND key < $0 || '0')", name.ToString());
        Log(revision, ChangeType.Deleted, "projects", name.ToString(), name.Id);
    }

    private void CreateNote(NoteName name, Note note)
    {
        var revision = scope.Next();
        RequireProject(name.Project);
        var inserted = SqliteRows.Insert(_session, note, note.ToByteArray(), revision, revision);
        if (inserted == 0)
        {
            Refuse(WriteRefusalReason.AlreadyExists, name.ToString());
        }

        _kinds.Remove(name);
        Log(revision, ChangeType.Created, "notes", name.ToString(), name.Project.Id, note.Kind);
    }

    private void UpdateNote(RecordWrite.UpdateNote update)
    {
        var revision = scope.Next();
        var (name, note) = (update.Name, update.Note);
        RequireRevision(FindRevision("note", name.Project.Id, name.Location, name.Id), update.ExpectedRevision, name.ToString());
        _session.Execute(
            "UPDATE note SET revision = $3, kind = $4, update_time = $5, severity = $6, cvss_score = $7, wire = $8, create_time = $9 WHERE project = $0 AND location = $1 AND id = $2",
            name.Project.Id, name.Location, name.Id, revision, (int)note.Kind, SqliteTimes.From(note.UpdateTime),
            note.Vulnerability is { } v ? (int)v.Severity : null, note.Vulnerability is { } w ? (double)w.CvssScore : null, note.ToByteArray(), SqliteTimes.From(note.CreateTime));
        _kinds.Remove(name);
        Log(revision, ChangeType.Updated, "notes", name.ToString(), name.Project.Id, note.Kind);
    }

    private void DeleteNote(NoteName name)
    {
        var revision = scope.Next();
        var kind = FindKind(name);
        _kinds.Remove(name);
        if (FindText("SELECT 'projects/' || project || CASE WHEN location = '' THEN '' ELSE '/locations/' || location END || '/occurrences/' || id FROM occurrence WHERE note_project = $0 AND note_location = $1 AND note_id = $2 LIMIT 1", name.Project.Id, name.Location, name.Id) is { } user)
        {
            Refuse(WriteRefusalReason.NoteInUse, user);
        }

        if (_session.Execute("DELETE FROM note WHERE project = $0 AND location = $1 AND id = $2", name.Project.Id, name.Location, name.Id) == 0)
        {
            Refuse(WriteRefusalReason.NotFound, name.ToString());
        }

        _session.Execute("DELETE FROM document WHERE key = $0", name.ToString());
        Log(revision, ChangeType.Deleted, "notes", name.ToString(), name.Project.Id, (NoteKind)(kind ?? 0));
    }

    private void CreateOccurrence(OccurrenceName name, Occurrence occurrence)
    {
        var revision = scope.Next();
        RequireProject(name.Project);
        var inserted = SqliteRows.Insert(_session, occurrence, occurrence.ToByteArray(), revision, revision);
        if (inserted == 0)
        {
            Refuse(WriteRefusalReason.AlreadyExists, name.ToString());
        }

        RequireNote(occurrence);
        Log(revision, ChangeType.Created, "occurrences", name.ToString(), name.Project.Id, occurrence.Kind, occurrence.ResourceUri);
    }

    private void UpdateOccurrence(RecordWrite.UpdateOccurrence update)
    {
        var revision = scope.Next();
        var (name, occurrence) = (update.Name, update.Occurrence);
        RequireRevision(FindRevision("occurrence", name.Project.Id, name.Location, name.Id), update.ExpectedRevision, name.ToString());
        var note = RequireNote(occurrence);
        var found = occurrence.Vulnerability;
        _session.Execute(
            """
            UPDATE occurrence SET revision = $3, kind = $4, resource = $5, note_project = $6, note_location = $7, note_id = $8, update_time = $9,
                severity = $10, effective_severity = $11, cvss_score = $12, fix_available = $13, wire = $14, create_time = $15
            WHERE project = $0 AND location = $1 AND id = $2
            """,
            name.Project.Id, name.Location, name.Id, revision, (int)occurrence.Kind, ResourceUri.Canonicalize(occurrence.ResourceUri),
            note.Project.Id, note.Location, note.Id, SqliteTimes.From(occurrence.UpdateTime),
            found is null ? null : (int)found.Severity, found is null ? null : (int)found.EffectiveSeverity, found is null ? null : (double)found.CvssScore,
            found is null ? null : found.FixAvailable ? 1 : 0, occurrence.ToByteArray(), SqliteTimes.From(occurrence.CreateTime));
        Log(revision, ChangeType.Updated, "occurrences", name.ToString(), name.Project.Id, occurrence.Kind, occurrence.ResourceUri);
    }

    private void DeleteOccurrence(OccurrenceName name)
    {
        var revision = scope.Next();
        Occurrence? gone;
        using (var row = _session.Prepare("SELECT wire FROM occurrence WHERE project = $0 AND location = $1 AND id = $2", name.Project.Id, name.Location, name.Id).ExecuteReader())
        {
            gone = row.Read() ? Occurrence.Parser.ParseFrom(SqliteLists.Wire(row, 0)) : null;
        }

        if (gone is null)
        {
            Refuse(WriteRefusalReason.NotFound, name.ToString());
            return;
        }

        _session.Execute("DELETE FROM occurrence WHERE project = $0 AND location = $1 AND id = $2", name.Project.Id, name.Location, name.Id);
        _session.Execute("DELETE FROM document WHERE key = $0", name.ToString());
        Log(revision, ChangeType.Deleted, "occurrences", name.ToString(), name.Project.Id, gone.Kind, gone.ResourceUri);
    }

    private void PutDocument(RecordWrite.PutDocument put)
    {
        var revision = scope.Next();
        var current = FindDocumentRevision(put.Collection, put.Key);
        if (put.ExpectedRevision is { } expected && expected != (current ?? 0))
        {
            Refuse(WriteRefusalReason.RevisionMismatch, put.Key);
        }

        _session.Execute(
            "INSERT INTO document (collection, key, revision, content) VALUES ($0, $1, $2, $3) ON CONFLICT (collection, key) DO UPDATE SET revision = $2, content = $3",
            put.Collection, put.Key, revision, put.Content.ToArray());
        Log(revision, current is null ? ChangeType.Created : ChangeType.Updated, put.Collection, put.Key, put.ProjectId);
    }

    private void DeleteDocument(RecordWrite.DeleteDocument delete)
    {
        var revision = scope.Next();
        var current = FindDocumentRevision(delete.Collection, delete.Key);
        if (current is null)
        {
            Refuse(WriteRefusalReason.NotFound, delete.Key);
        }
        else if (delete.ExpectedRevision is { } expected && expected != current)
        {
            Refuse(WriteRefusalReason.RevisionMismatch, delete.Key);
        }

        _session.Execute("DELETE FROM document WHERE collection = $0 AND key = $1", delete.Collection, delete.Key);
        Log(revision, ChangeType.Deleted, delete.Collection, delete.Key, delete.ProjectId);
    }

    private void RequireProject(ProjectName name)
    {
        if (_projects.Contains(name.Id))
        {
            return;
        }

        if (_session.Prepare("SELECT 1 FROM project WHERE id = $0", name.Id).ExecuteScalar() is null)
        {
            Refuse(WriteRefusalReason.ProjectNotFound, name.ToString());
            return;
        }

        _projects.Add(name.Id);
    }

    private NoteName RequireNote(Occurrence occurrence)
    {
        var name = NoteName.Parse(occurrence.NoteName);
        switch (FindKind(name))
        {
            case null: Refuse(WriteRefusalReason.NoteNotFound, name.ToString()); break;
            case var kind when kind != (int)occurrence.Kind: Refuse(WriteRefusalReason.KindMismatch, Gatehouse.Metadata.Kinds.NoteKinds.NameOf((NoteKind)kind)); break;
        }

        return name;
    }

    private int? FindKind(NoteName name)
    {
        if (!_kinds.TryGetValue(name, out var kind))
        {
            var value = _session.Prepare("SELECT kind FROM note WHERE project = $0 AND location = $1 AND id = $2", name.Project.Id, name.Location, name.Id).ExecuteScalar();
            _kinds[name] = kind = value is long number ? (int)number : null;
        }

        return kind;
    }

    private void RequireRevision(long? current, long expected, string name)
    {
        if (current is null)
        {
            Refuse(WriteRefusalReason.NotFound, name);
        }
        else if (current != expected)
        {
            Refuse(WriteRefusalReason.RevisionMismatch, name);
        }
    }

    private long? FindRevision(string table, string project, string location, string id) =>
        (long?)_session.Prepare($"SELECT revision FROM {table} WHERE project = $0 AND location = $1 AND id = $2", project, location, id).ExecuteScalar();

    private long? FindDocumentRevision(string collection, string key) =>
        (long?)_session.Prepare("SELECT revision FROM document WHERE collection = $0 AND key = $1", collection, key).ExecuteScalar();

    private string? FindText(string sql, params ReadOnlySpan<object?> values) => (string?)_session.Prepare(sql, values).ExecuteScalar();

    private void Refuse(WriteRefusalReason reason, string subject)
    {
        // The first reason is the one to act on: the others of the same write follow from it.
        if (_refusals.Count == 0 || _refusals[^1].Index != _index)
        {
            _refusals.Add(new(_index, reason, subject));
        }
    }

    private void Log(long revision, ChangeType type, string collection, string name, string project, NoteKind kind = NoteKind.Unspecified, string resource = "") =>
        SqliteRows.Insert(_session, new Change(revision, set.Time, type, collection, name, project, kind, resource, set.Origin));
}
