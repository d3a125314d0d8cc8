using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Columns;
using Gatehouse.Storage.Postgres.Connections;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>Fetches all rows that writes depend on, by key, in one round trip.</summary>
internal sealed class StateLoader
{
    private readonly HashSet<ProjectName> _projects = [];
    private readonly HashSet<NoteName> _notes = [];
    private readonly HashSet<OccurrenceName> _occurrences = [];
    private readonly HashSet<DocumentKey> _documents = [];
    private readonly List<Action<NpgsqlDataReader>> _readers = [];
    private readonly CommitState _state;

    public StateLoader(CommitState state, IEnumerable<RecordWrite> writes)
    {
        _state = state;
        foreach (var write in writes)
        {
            Add(write);
        }
    }

    public void Append(NpgsqlBatch batch)
    {
        AppendProjects(batch);
        AppendNotes(batch);
        AppendOccurrences(batch);
        AppendDocuments(batch);
    }

    /// <summary>Reads the results of the appended statements; the reader stands on the first.</summary>
    public async ValueTask ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        foreach (var read in _readers)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                read(reader);
            }

            await reader.NextResultAsync(cancellationToken);
        }
    }

    private void Add(RecordWrite write)
    {
        switch (write)
        {
            case RecordWrite.CreateProject w: _projects.Add(w.Name); break;
            case RecordWrite.CreateNote w: _projects.Add(w.Name.Project); _notes.Add(w.Name); break;
            case RecordWrite.UpdateNote w: _notes.Add(w.Name); break;
            case RecordWrite.CreateOccurrence w: AddCreate(w); break;
            case RecordWrite.UpdateOccurrence w: _occurrences.Add(w.Name); break;
            case RecordWrite.DeleteOccurrence w: _occurrences.Add(w.Name); break;
            case RecordWrite.PutDocument w: _documents.Add(new(w.Collection, w.Key)); break;
            case RecordWrite.DeleteDocument w: _documents.Add(new(w.Collection, w.Key)); break;
        }
    }

    private void AddCreate(RecordWrite.CreateOccurrence write)
    {
        _projects.Add(write.Name.Project);
        _occurrences.Add(write.Name);
        if (NoteName.TryParse(write.Occurrence.NoteName, out var note))
        {
            _notes.Add(note);
        }
    }

    private void AppendProjects(NpgsqlBatch batch)
    {
        if (_projects.Count > 0)
        {
            batch.Append("SELECT project, ticks, sequence FROM project WHERE project = ANY ($1)").AppendTexts(_projects.Select(p => p.Id));
            _readers.Add(r => _state.Projects.Load(ProjectName.FromId(r.GetString(0)), new(new(r.GetInt64(1), TimeSpan.Zero), r.GetInt64(2))));
        }
    }

    private void AppendNotes(NpgsqlBatch batch)
    {
        if (_notes.Count == 0)
        {
            return;
        }

        var parameters = batch.Append("""
            SELECT n.project, n.location, n.id, n.kind, n.sequence, n.revision
            FROM unnest($1, $2, $3) AS k (project, location, id) JOIN note n USING (project, location, id)
            """);
        parameters.AppendTexts(_notes.Select(n => n.Project.Id));
        parameters.AppendTexts(_notes.Select(n => n.Location));
        parameters.AppendTexts(_notes.Select(n => n.Id));
        _readers.Add(r => _state.Notes.Load(
            new(ProjectName.FromId(r.GetString(0)), r.GetString(1), r.GetString(2)), new((NoteKind)r.GetInt32(3), r.GetInt64(4), r.GetInt64(5))));
    }

    private void AppendOccurrences(NpgsqlBatch batch)
    {
        if (_occurrences.Count == 0)
        {
            return;
        }

        var parameters = batch.Append("""
            SELECT o.project, o.location, o.id, o.sequence, o.revision, o.message
            FROM unnest($1, $2, $3) AS k (project, location, id) JOIN occurrence o USING (project, location, id)
            """);
        parameters.AppendTexts(_occurrences.Select(n => n.Project.Id));
        parameters.AppendTexts(_occurrences.Select(n => n.Location));
        parameters.AppendTexts(_occurrences.Select(n => n.Id));
        _readers.Add(r => _state.Occurrences.Load(
            new(ProjectName.FromId(r.GetString(0)), r.GetString(1), r.GetString(2)),
            new(Occurrence.Parser.ParseFrom(r.GetFieldValue<byte[]>(5)), r.GetInt64(3), r.GetInt64(4))));
    }

    private void AppendDocuments(NpgsqlBatch batch)
    {
        if (_documents.Count == 0)
        {
            return;
        }

        var parameters = batch.Append("SELECT d.collection, d.key, d.revision FROM unnest($1, $2) AS k (collection, key) JOIN document d USING (collection, key)");
        parameters.AppendTexts(_documents.Select(d => ColumnText.Encode(d.Collection)));
        parameters.AppendTexts(_documents.Select(d => ColumnText.Encode(d.Key)));
        _readers.Add(r => _state.Documents.Load(new(ColumnText.Decode(r.GetString(0)), ColumnText.Decode(r.GetString(1))), new(r.GetInt64(2), default)));
    }
}
