using System.Diagnostics;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Postgres.Commits;

/// <summary>Decides the writes of one set, one after the other, on the state of their transaction. Pure but for that state.</summary>
internal sealed class WriteJudge(CommitState state, WriteSet set, long firstRevision)
{
    private readonly List<WriteRefusal> _refusals = [];

    public IReadOnlyList<WriteRefusal> Refusals => _refusals;

    public void Apply(int index)
    {
        switch (set.Writes[index])
        {
            case RecordWrite.CreateProject write: CreateProject(index, write); break;
            case RecordWrite.CreateNote write: CreateNote(index, write); break;
            case RecordWrite.UpdateNote write: UpdateNote(index, write); break;
            case RecordWrite.CreateOccurrence write: CreateOccurrence(index, write); break;
            case RecordWrite.UpdateOccurrence write: UpdateOccurrence(index, write); break;
            case RecordWrite.DeleteOccurrence write: DeleteOccurrence(index, write); break;
            case RecordWrite.PutDocument write: PutDocument(index, write); break;
            case RecordWrite.DeleteDocument write: DeleteDocument(index, write); break;
            default: throw new UnreachableException();
        }
    }

    public void Refuse(int index, WriteRefusalReason reason, object subject) => _refusals.Add(new(index, reason, subject.ToString()!));

    public void Record(int index, ChangeType type, string collection, string project, NoteKind kind = 0, string resourceUri = "") =>
        state.Record(new(firstRevision + index, set.Time, type, collection, WriteNames.Of(set.Writes[index]), project, kind, resourceUri, set.Origin));

    private void CreateProject(int index, RecordWrite.CreateProject write)
    {
        if (state.Projects.Find(write.Name) is not null)
        {
            Refuse(index, WriteRefusalReason.AlreadyExists, write.Name);
            return;
        }

        state.Projects.Set(write.Name, new(write.CreateTime, firstRevision + index));
        Record(index, ChangeType.Created, "projects", write.Name.Id);
    }

    private void CreateNote(int index, RecordWrite.CreateNote write)
    {
        if (!RequireProject(index, write.Name.Project))
        {
            return;
        }

        if (state.Notes.Find(write.Name) is not null)
        {
            Refuse(index, WriteRefusalReason.AlreadyExists, write.Name);
            return;
        }

        state.Notes.Set(write.Name, new(write.Note.Kind, firstRevision + index, firstRevision + index, write.Note));
        Record(index, ChangeType.Created, "notes", write.Name.Project.Id, write.Note.Kind);
    }

    private void UpdateNote(int index, RecordWrite.UpdateNote write)
    {
        var row = state.Notes.Find(write.Name);
        if (RequireUnchanged(index, write.Name, row?.Revision, write.ExpectedRevision))
        {
            state.Notes.Set(write.Name, new(write.Note.Kind, row!.Sequence, firstRevision + index, write.Note));
            Record(index, ChangeType.Updated, "notes", write.Name.Project.Id, write.Note.Kind);
        }
    }

    private void CreateOccurrence(int index, RecordWrite.CreateOccurrence write)
    {
        if (!RequireProject(index, write.Name.Project))
        {
            return;
        }

        if (state.Occurrences.Find(write.Name) is not null)
        {
            Refuse(index, WriteRefusalReason.AlreadyExists, write.Name);
        }
        else if (!NoteName.TryParse(write.Occurrence.NoteName, out var noteName) || state.Notes.Find(noteName) is not { } note)
        {
            Refuse(index, WriteRefusalReason.NoteNotFound, write.Occurrence.NoteName);
        }
        else if (note.Kind != write.Occurrence.Kind)
        {
            Refuse(index, WriteRefusalReason.KindMismatch, KindName(note.Kind));
        }
        else
        {
            state.Occurrences.Set(write.Name, new(write.Occurrence, firstRevision + index, firstRevision + index));
            RecordOccurrence(index, ChangeType.Created, write.Name, write.Occurrence);
        }
    }

    private void UpdateOccurrence(int index, RecordWrite.UpdateOccurrence write)
    {
        var row = state.Occurrences.Find(write.Name);
        if (RequireUnchanged(index, write.Name, row?.Revision, write.ExpectedRevision))
        {
            state.Occurrences.Set(write.Name, new(write.Occurrence, row!.Sequence, firstRevision + index));
            RecordOccurrence(index, ChangeType.Updated, write.Name, write.Occurrence);
        }
    }

    private void DeleteOccurrence(int index, RecordWrite.DeleteOccurrence write)
    {
        if (state.Occurrences.Find(write.Name) is not { } row)
        {
            Refuse(index, WriteRefusalReason.NotFound, write.Name);
            return;
        }

        var name = write.Name.ToString();
        state.Occurrences.Set(write.Name, null);
        foreach (var key in state.Documents.Keys.Where(k => k.Key == name).ToArray())
        {
            state.Documents.Set(key, null);
        }

        RecordOccurrence(index, ChangeType.Deleted, write.Name, row.Occurrence);
    }

    private void PutDocument(int index, RecordWrite.PutDocument write)
    {
        var key = new DocumentKey(write.Collection, write.Key);
        var revision = state.Documents.Find(key)?.Revision ?? 0;
        if (write.ExpectedRevision is { } expected && expected != revision)
        {
            Refuse(index, WriteRefusalReason.RevisionMismatch, write.Key);
            return;
        }

        state.Documents.Set(key, new(firstRevision + index, write.Content));
        Record(index, revision == 0 ? ChangeType.Created : ChangeType.Updated, write.Collection, write.ProjectId);
    }

    private void DeleteDocument(int index, RecordWrite.DeleteDocument write)
    {
        var key = new DocumentKey(write.Collection, write.Key);
        var row = state.Documents.Find(key);
        if (RequireUnchanged(index, write.Key, row?.Revision, write.ExpectedRevision))
        {
            state.Documents.Set(key, null);
            Record(index, ChangeType.Deleted, write.Collection, write.ProjectId);
        }
    }

    private void RecordOccurrence(int index, ChangeType type, OccurrenceName name, Occurrence occurrence) =>
        Record(index, type, "occurrences", name.Project.Id, occurrence.Kind, occurrence.ResourceUri);

    private bool RequireProject(int index, ProjectName name)
    {
        var exists = state.Projects.Find(name) is not null;
        if (!exists)
        {
            Refuse(index, WriteRefusalReason.ProjectNotFound, name);
        }

        return exists;
    }

    private bool RequireUnchanged(int index, object name, long? revision, long? expected)
    {
        if (revision is null)
        {
            Refuse(index, WriteRefusalReason.NotFound, name);
            return false;
        }

        if (expected is not null && expected != revision)
        {
            Refuse(index, WriteRefusalReason.RevisionMismatch, name);
            return false;
        }

        return true;
    }

    private static string KindName(NoteKind kind) =>
        Note.Descriptor.FindFieldByNumber(Note.KindFieldNumber).EnumType.FindValueByNumber((int)kind)?.Name ?? $"{(int)kind}";
}
