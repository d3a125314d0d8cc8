using System.Collections.Immutable;
using System.Diagnostics;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Fakes.Storage;

/// <summary>Makes the writes of one set on a state, one after the other.</summary>
internal sealed class InMemoryCommit(InMemoryState state, WriteSet set)
{
    private readonly InMemoryState _before = state;
    private readonly List<WriteRefusal> _refusals = [];
    private InMemoryState _state = state;
    private int _index;

    private long Revision => _before.Revision + 1 + _index;

    /// <returns>What became of the set, and the state after it; the state before it when nothing was written.</returns>
    public (CommitOutcome Outcome, InMemoryState After) Run()
    {
        if (set.Request is { } request && _before.Requests.TryGetValue((request.Principal, request.Id), out var earlier))
        {
            return (earlier.Fingerprint == request.Fingerprint ? new CommitOutcome.Repeated(earlier.Names) : new CommitOutcome.RequestReused(), _before);
        }

        for (_index = 0; _index < set.Writes.Length; _index++)
        {
            Apply(set.Writes[_index]);
        }

        if (_refusals.Count > 0)
        {
            return (new CommitOutcome.Refused([.. _refusals]), _before);
        }

        Remember();
        return (new CommitOutcome.Committed(_before.Revision + 1), _state with { Revision = _before.Revision + set.Writes.Length });
    }

    private void Remember()
    {
        if (set.Request is { } request)
        {
            var names = ImmutableArray.CreateRange(set.Writes, NameOf);
            _state = _state with { Requests = _state.Requests.Add((request.Principal, request.Id), new(request.Fingerprint, names, set.Time)) };
        }
    }

    private static string NameOf(RecordWrite write) => write switch
    {
        RecordWrite.CreateProject w => w.Name.ToString(),
        RecordWrite.DeleteProject w => w.Name.ToString(),
        RecordWrite.CreateNote w => w.Name.ToString(),
        RecordWrite.UpdateNote w => w.Name.ToString(),
        RecordWrite.DeleteNote w => w.Name.ToString(),
        RecordWrite.CreateOccurrence w => w.Name.ToString(),
        RecordWrite.UpdateOccurrence w => w.Name.ToString(),
        RecordWrite.DeleteOccurrence w => w.Name.ToString(),
        RecordWrite.PutDocument w => w.Key,
        RecordWrite.DeleteDocument w => w.Key,
        _ => throw new UnreachableException(),
    };

    private void Apply(RecordWrite write)
    {
        switch (write)
        {
            case RecordWrite.CreateProject w: CreateProject(w); break;
            case RecordWrite.DeleteProject w: DeleteProject(w); break;
            case RecordWrite.CreateNote w: CreateNote(w); break;
            case RecordWrite.UpdateNote w: UpdateNote(w); break;
            case RecordWrite.DeleteNote w: DeleteNote(w); break;
            case RecordWrite.CreateOccurrence w: CreateOccurrence(w); break;
            case RecordWrite.UpdateOccurrence w: UpdateOccurrence(w); break;
            case RecordWrite.DeleteOccurrence w: DeleteOccurrence(w); break;
            case RecordWrite.PutDocument w: PutDocument(w); break;
            case RecordWrite.DeleteDocument w: DeleteDocument(w); break;
            default: throw new UnreachableException();
        }
    }

    private void CreateProject(RecordWrite.CreateProject write)
    {
        if (_state.Projects.ContainsKey(write.Name))
        {
            Refuse(WriteRefusalReason.AlreadyExists, write.Name);
            return;
        }

        _state = _state with { Projects = _state.Projects.Add(write.Name, new(write.Name, write.CreateTime, Revision)) };
        Record(ChangeType.Created, "projects", write.Name.ToString(), write.Name.Id);
    }

    private void DeleteProject(RecordWrite.DeleteProject write)
    {
        if (!_state.Projects.ContainsKey(write.Name))
        {
            Refuse(WriteRefusalReason.NotFound, write.Name);
            return;
        }

        if (FindUser(o => NoteName.Parse(o.Occurrence.NoteName).Project == write.Name && o.Name.Project != write.Name) is { } user)
        {
            Refuse(WriteRefusalReason.NoteInUse, user.Name);
            return;
        }

        var notes = _state.Notes.Keys.Where(n => n.Project == write.Name).ToArray();
        var occurrences = _state.Occurrences.Keys.Where(o => o.Project == write.Name).ToArray();
        _state = _state with { Projects = _state.Projects.Remove(write.Name), Notes = _state.Notes.RemoveRange(notes), Occurrences = _state.Occurrences.RemoveRange(occurrences) };
        DropDocumentsOf([.. _state.Documents.Keys.Select(d => d.Key).Where(k => k == write.Name.ToString() || k.StartsWith($"{write.Name}/", StringComparison.Ordinal))]);
        Record(ChangeType.Deleted, "projects", write.Name.ToString(), write.Name.Id);
    }

    private void CreateNote(RecordWrite.CreateNote write)
    {
        if (!RequireProject(write.Name.Project) || !RequireFree(_state.Notes.ContainsKey(write.Name), write.Name))
        {
            return;
        }

        _state = _state with { Notes = _state.Notes.Add(write.Name, new(write.Name, write.Note.Clone(), Revision, Revision)) };
        RecordNote(ChangeType.Created, write.Name, write.Note);
    }

    private void UpdateNote(RecordWrite.UpdateNote write)
    {
        var stored = _state.Notes.GetValueOrDefault(write.Name);
        if (RequireUnchanged(write.Name, stored?.Revision, write.ExpectedRevision))
        {
            _state = _state with { Notes = _state.Notes.SetItem(write.Name, stored! with { Note = write.Note.Clone(), Revision = Revision }) };
            RecordNote(ChangeType.Updated, write.Name, write.Note);
        }
    }

    private void DeleteNote(RecordWrite.DeleteNote write)
    {
        if (!_state.Notes.TryGetValue(write.Name, out var stored))
        {
            Refuse(WriteRefusalReason.NotFound, write.Name);
            return;
        }

        if (FindUser(o => NoteName.Parse(o.Occurrence.NoteName) == write.Name) is { } user)
        {
            Refuse(WriteRefusalReason.NoteInUse, user.Name);
            return;
        }

        _state = _state with { Notes = _state.Notes.Remove(write.Name) };
        DropDocumentsOf([write.Name.ToString()]);
        RecordNote(ChangeType.Deleted, write.Name, stored.Note);
    }

    private void CreateOccurrence(RecordWrite.CreateOccurrence write)
    {
        if (!RequireProject(write.Name.Project) || !RequireFree(_state.Occurrences.ContainsKey(write.Name), write.Name) || !RequireNote(write.Occurrence))
        {
            return;
        }

        _state = _state with { Occurrences = _state.Occurrences.Add(write.Name, new(write.Name, write.Occurrence.Clone(), Revision, Revision)) };
        RecordOccurrence(ChangeType.Created, write.Name, write.Occurrence);
    }

    private void UpdateOccurrence(RecordWrite.UpdateOccurrence write)
    {
        var stored = _state.Occurrences.GetValueOrDefault(write.Name);
        if (RequireUnchanged(write.Name, stored?.Revision, write.ExpectedRevision) && RequireNote(write.Occurrence))
        {
            _state = _state with { Occurrences = _state.Occurrences.SetItem(write.Name, stored! with { Occurrence = write.Occurrence.Clone(), Revision = Revision }) };
            RecordOccurrence(ChangeType.Updated, write.Name, write.Occurrence);
        }
    }

    private void DeleteOccurrence(RecordWrite.DeleteOccurrence write)
    {
        if (!_state.Occurrences.TryGetValue(write.Name, out var stored))
        {
            Refuse(WriteRefusalReason.NotFound, write.Name);
            return;
        }

        _state = _state with { Occurrences = _state.Occurrences.Remove(write.Name) };
        DropDocumentsOf([write.Name.ToString()]);
        RecordOccurrence(ChangeType.Deleted, write.Name, stored.Occurrence);
    }

    private void PutDocument(RecordWrite.PutDocument write)
    {
        var key = new DocumentKey(write.Collection, write.Key);
        var stored = _state.Documents.GetValueOrDefault(key);
        if (write.ExpectedRevision is { } expected && expected != (stored?.Revision ?? 0))
        {
            Refuse(WriteRefusalReason.RevisionMismatch, write.Key);
            return;
        }

        _state = _state with { Documents = _state.Documents.SetItem(key, new(write.Collection, write.Key, write.Content.ToArray(), Revision)) };
        Record(stored is null ? ChangeType.Created : ChangeType.Updated, write.Collection, write.Key, write.ProjectId);
    }

    private void DeleteDocument(RecordWrite.DeleteDocument write)
    {
        var key = new DocumentKey(write.Collection, write.Key);
        if (RequireUnchanged(write.Key, _state.Documents.GetValueOrDefault(key)?.Revision, write.ExpectedRevision))
        {
            _state = _state with { Documents = _state.Documents.Remove(key) };
            Record(ChangeType.Deleted, write.Collection, write.Key, write.ProjectId);
        }
    }

    private StoredOccurrence? FindUser(Func<StoredOccurrence, bool> refers) => _state.Occurrences.Values.Where(refers).MinBy(o => o.Sequence);

    private void DropDocumentsOf(HashSet<string> names) =>
        _state = _state with { Documents = _state.Documents.RemoveRange(_state.Documents.Keys.Where(k => names.Contains(k.Key)).ToArray()) };

    private bool RequireProject(ProjectName project) => _state.Projects.ContainsKey(project) || Refuse(WriteRefusalReason.ProjectNotFound, project);

    private bool RequireFree(bool isTaken, object name) => !isTaken || Refuse(WriteRefusalReason.AlreadyExists, name);

    private bool RequireNote(Occurrence occurrence)
    {
        if (!NoteName.TryParse(occurrence.NoteName, out var name) || !_state.Notes.TryGetValue(name, out var note))
        {
            return Refuse(WriteRefusalReason.NoteNotFound, occurrence.NoteName);
        }

        return note.Note.Kind == occurrence.Kind || Refuse(WriteRefusalReason.KindMismatch, KindNames.Of(note.Note.Kind));
    }

    private bool RequireUnchanged(object name, long? revision, long? expected) =>
        revision is null ? Refuse(WriteRefusalReason.NotFound, name)
        : expected is null || expected == revision || Refuse(WriteRefusalReason.RevisionMismatch, name);

    private bool Refuse(WriteRefusalReason reason, object subject)
    {
        _refusals.Add(new(_index, reason, subject.ToString()!));
        return false;
    }

    private void RecordNote(ChangeType type, NoteName name, Note note) => Record(type, "notes", name.ToString(), name.Project.Id, note.Kind);

    private void RecordOccurrence(ChangeType type, OccurrenceName name, Occurrence occurrence) =>
        Record(type, "occurrences", name.ToString(), name.Project.Id, occurrence.Kind, occurrence.ResourceUri);

    private void Record(ChangeType type, string collection, string name, string project, NoteKind kind = NoteKind.Unspecified, string resourceUri = "") =>
        _state = _state with { Changes = _state.Changes.Add(new(Revision, set.Time, type, collection, name, project, kind, resourceUri, set.Origin)) };
}
