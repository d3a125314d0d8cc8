using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Access;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Kinds;
using Gatehouse.Metadata.Masks;
using Gatehouse.Metadata.Paging;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.Validation;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Notes;

/// <summary>
/// Notes as grafeas.v1 has them. Every method checks, in this order: the name's form, the permission, the body, its fields, the store.
/// Errors are <c>RpcException</c>s with a <c>google.rpc.Status</c>.
/// </summary>
public sealed class NoteService(IRecordStore store, AccessGuard access, ListQueries lists, IOptions<MetadataLimits> limits, TimeProvider time)
{
    private static readonly FrozenSet<string> OutputOnly = FrozenSet.Create("name", "kind", "create_time", "update_time");
    private static readonly MaskedUpdate Update = new(Note.Descriptor, OutputOnly, FrozenSet<string>.Empty);

    public async ValueTask<Note> GetAsync(GetNoteRequest request, Call call)
    {
        var name = Names.Note(request.Name);
        await access.RequireAsync(call.Caller, Permission.NotesGet, name.ToString(), call.CancellationToken);
        return (await store.GetNoteAsync(name, call.CancellationToken)).Note;
    }

    public async ValueTask<ListNotesResponse> ListAsync(ListNotesRequest request, Call call)
    {
        var parent = Names.Parent(request.Parent);
        var visible = await access.VisibleAsync(call.Caller, Permission.NotesList, Permission.NotesGet, parent.Project.ToString(), call.CancellationToken);
        var list = new ListRequest("ListNotes", request.Parent, request.Filter, request.PageSize, request.PageToken, call.OrderBy, FilterSchema.Notes);
        var query = lists.Prepare(list) with { Project = parent.Project, Location = parent.Location, Only = visible };
        await store.GetProjectAsync(parent.Project, call.CancellationToken);
        var page = await store.ListNotesAsync(query, call.CancellationToken);
        return new() { Notes = { page.Items.Select(n => n.Note) }, NextPageToken = lists.Seal(page.Next, list) };
    }

    public async ValueTask<Note> CreateAsync(CreateNoteRequest request, Call call)
    {
        var parent = Names.Parent(request.Parent);
        await access.RequireAsync(call.Caller, Permission.NotesCreate, parent.Project.ToString(), call.CancellationToken);
        var errors = new List<FieldError>();
        CheckId(parent, request.NoteId, "note_id", errors);
        CheckBody(request.Note, "note", errors);
        Errors.ThrowIfAny(errors);

        var note = Prepare(request.Note, new(parent.Project, parent.Location, request.NoteId));
        var repeated = await CommitAsync([note], call, Commits.Key(call, "CreateNote", request), _ => "");
        return repeated is null ? note : (await store.GetNoteAsync(NoteName.Parse(repeated.Value[0]), call.CancellationToken)).Note;
    }

    public async ValueTask<BatchCreateNotesResponse> BatchCreateAsync(BatchCreateNotesRequest request, Call call)
    {
        var parent = Names.Parent(request.Parent);
        await access.RequireAsync(call.Caller, Permission.NotesCreate, parent.Project.ToString(), call.CancellationToken);
        BatchSize.Check("notes", request.Notes.Count, limits.Value.BatchItems);
        var errors = new List<FieldError>();
        foreach (var (id, note) in request.Notes)
        {
            CheckId(parent, id, $"notes[{id}]", errors);
            CheckBody(note, $"notes[{id}]", errors);
        }

        Errors.ThrowIfAny(errors);
        var ids = request.Notes.Keys.ToArray();
        var notes = ids.Select(id => Prepare(request.Notes[id], new(parent.Project, parent.Location, id))).ToImmutableArray();
        var repeated = await CommitAsync(notes, call, Commits.Key(call, "BatchCreateNotes", request), i => $"notes[{ids[i]}]");
        return new() { Notes = { repeated is null ? notes : await GetAllAsync(repeated.Value, call) } };
    }

    public ValueTask<Note> UpdateAsync(UpdateNoteRequest request, Call call) =>
        UpdateAsync(request.Name, request.Note is null ? null : (note, errors) => ApplyMask(note, request, errors), call);

    /// <summary>Changes a note as another API version asks: with the same checks, atomically.</summary>
    /// <param name="change">Makes the changed note of a copy of the stored one, or adds errors; null when the request had no body. May run several times.</param>
    internal async ValueTask<Note> UpdateAsync(string noteName, Func<Note, List<FieldError>, Note>? change, Call call)
    {
        var name = Names.Note(noteName);
        await access.RequireAsync(call.Caller, Permission.NotesUpdate, name.ToString(), call.CancellationToken);
        if (change is null)
        {
            throw Errors.InvalidArgument("note", "is required");
        }

        return await OptimisticRetry.RunAsync(async last =>
        {
            var stored = await store.GetNoteAsync(name, call.CancellationToken);
            var note = ApplyUpdate(stored.Note, change);
            var set = new WriteSet([new RecordWrite.UpdateNote(name, note, stored.Revision)], call.Origin(Permission.NotesUpdate), time.GetUtcNow());
            return await OptimisticRetry.CommitAsync(store, set, last, call.CancellationToken) ? note : null;
        });
    }

    public async ValueTask DeleteAsync(DeleteNoteRequest request, Call call)
    {
        var name = Names.Note(request.Name);
        await access.RequireAsync(call.Caller, Permission.NotesDelete, name.ToString(), call.CancellationToken);
        var set = new WriteSet([new RecordWrite.DeleteNote(name)], call.Origin(Permission.NotesDelete), time.GetUtcNow());
        await Commits.MakeAsync(store, set, _ => "", call.CancellationToken);
    }

    private static Note ApplyMask(Note note, UpdateNoteRequest request, List<FieldError> errors)
    {
        Update.Apply(request.UpdateMask, request.Note, note, errors);
        return note;
    }

    private Note ApplyUpdate(Note stored, Func<Note, List<FieldError>, Note> change)
    {
        var errors = new List<FieldError>();
        var note = change(stored.Clone(), errors);
        if (NoteKinds.Of(note) != stored.Kind)
        {
            errors.Add(new("type", $"the kind of a note cannot change from {NoteKinds.NameOf(stored.Kind)}"));
        }

        NoteValidator.Validate(note, "note", errors);
        Errors.ThrowIfAny(errors);
        note.UpdateTime = Timestamp.FromDateTimeOffset(time.GetUtcNow());
        return note;
    }

    private Note Prepare(Note body, NoteName name)
    {
        var note = body.Clone();
        note.Name = name.ToString();
        note.Kind = NoteKinds.Of(note);
        note.CreateTime = note.UpdateTime = Timestamp.FromDateTimeOffset(time.GetUtcNow());
        return note;
    }

    private ValueTask<ImmutableArray<string>?> CommitAsync(ImmutableArray<Note> notes, Call call, RequestKey? key, Func<int, string> field)
    {
        var writes = notes.Select(n => (RecordWrite)new RecordWrite.CreateNote(NoteName.Parse(n.Name), n)).ToImmutableArray();
        return Commits.MakeAsync(store, new(writes, call.Origin(Permission.NotesCreate), time.GetUtcNow(), key), field, call.CancellationToken);
    }

    private async ValueTask<List<Note>> GetAllAsync(ImmutableArray<string> names, Call call)
    {
        var notes = new List<Note>(names.Length);
        foreach (var name in names)
        {
            notes.Add((await store.GetNoteAsync(NoteName.Parse(name), call.CancellationToken)).Note);
        }

        return notes;
    }

    private void CheckId(ParentName parent, string id, string field, List<FieldError> errors)
    {
        if (!NoteName.TryParse($"projects/p/notes/{id}", out _))
        {
            errors.Add(new(field, $"\"{id}\" is not a note id: it must be 1 to 1024 characters without slash or control character"));
            return;
        }

        NameLimit.Check(field, new NoteName(parent.Project, parent.Location, id).ToString(), limits.Value.NameBytes, errors);
    }

    private static void CheckBody(Note? note, string field, List<FieldError> errors)
    {
        if (note is null)
        {
            errors.Add(new(field, "is required"));
        }
        else
        {
            NoteValidator.Validate(note, field, errors);
        }
    }
}
