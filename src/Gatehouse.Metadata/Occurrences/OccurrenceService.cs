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
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Occurrences;

/// <summary>
/// Occurrences as grafeas.v1 has them. Every method checks, in this order: the name's form, the permission, the body, its fields, the store.
/// Errors are <c>RpcException</c>s with a <c>google.rpc.Status</c>.
/// </summary>
public sealed class OccurrenceService(IRecordStore store, AccessGuard access, ListQueries lists, IOptions<MetadataLimits> limits, TimeProvider time)
{
    private static readonly FrozenSet<string> OutputOnly = FrozenSet.Create("name", "kind", "create_time", "update_time");
    private static readonly FrozenSet<string> Immutable = FrozenSet.Create("note_name", "resource_uri");
    private static readonly MaskedUpdate Update = new(Occurrence.Descriptor, OutputOnly, Immutable);

    public async ValueTask<Occurrence> GetAsync(GetOccurrenceRequest request, Call call)
    {
        var name = Names.Occurrence(request.Name);
        await access.RequireAsync(call.Caller, Permission.OccurrencesGet, name.ToString(), call.CancellationToken);
        return (await store.GetOccurrenceAsync(name, call.CancellationToken)).Occurrence;
    }

    /// <summary>A consumer may read the note of an occurrence it may read, in whatever project the note is.</summary>
    public async ValueTask<Note> GetNoteAsync(GetOccurrenceNoteRequest request, Call call)
    {
        var name = Names.Occurrence(request.Name);
        await access.RequireAsync(call.Caller, Permission.OccurrencesGet, name.ToString(), call.CancellationToken);
        var noteName = (await store.GetOccurrenceAsync(name, call.CancellationToken)).Occurrence.NoteName;
        return (await store.GetNoteAsync(NoteName.Parse(noteName), call.CancellationToken)).Note;
    }

    public async ValueTask<ListOccurrencesResponse> ListAsync(ListOccurrencesRequest request, Call call)
    {
        var parent = Names.Parent(request.Parent);
        var visible = await access.VisibleAsync(call.Caller, Permission.OccurrencesList, Permission.OccurrencesGet, parent.Project.ToString(), call.CancellationToken);
        var list = new ListRequest("ListOccurrences", request.Parent, request.Filter, request.PageSize, request.PageToken, call.OrderBy, FilterSchema.Occurrences);
        var query = lists.Prepare(list) with { Project = parent.Project, Location = parent.Location, Only = visible };
        await store.GetProjectAsync(parent.Project, call.CancellationToken);
        var page = await store.ListOccurrencesAsync(query, call.CancellationToken);
        return new() { Occurrences = { page.Items.Select(o => o.Occurrence) }, NextPageToken = lists.Seal(page.Next, list) };
    }

    /// <summary>Occurrences of one note, from all projects.</summary>
    public async ValueTask<ListNoteOccurrencesResponse> ListOfNoteAsync(ListNoteOccurrencesRequest request, Call call)
    {
        var name = Names.Note(request.Name);
        await access.RequireAsync(call.Caller, Permission.NotesListOccurrences, name.ToString(), call.CancellationToken);
        var list = new ListRequest("ListNoteOccurrences", request.Name, request.Filter, request.PageSize, request.PageToken, call.OrderBy, FilterSchema.Occurrences);
        var query = lists.Prepare(list) with { Note = name };
        await store.GetNoteAsync(name, call.CancellationToken);
        var page = await store.ListOccurrencesAsync(query, call.CancellationToken);
        return new() { Occurrences = { page.Items.Select(o => o.Occurrence) }, NextPageToken = lists.Seal(page.Next, list) };
    }

    public async ValueTask<Occurrence> CreateAsync(CreateOccurrenceRequest request, Call call)
    {
        var parent = Names.Parent(request.Parent);
        await access.RequireAsync(call.Caller, Permission.OccurrencesCreate, parent.Project.ToString(), call.CancellationToken);
        var errors = new List<FieldError>();
        CheckBody(request.Occurrence, "occurrence", errors);
        CheckName(parent, errors);
        Errors.ThrowIfAny(errors);
        await access.RequireAsync(call.Caller, Permission.NotesAttachOccurrence, request.Occurrence.NoteName, call.CancellationToken);

        var occurrence = Prepare(request.Occurrence, parent);
        var repeated = await CommitAsync([occurrence], call, Commits.Key(call, "CreateOccurrence", request), _ => "");
        return repeated is null ? occurrence : (await store.GetOccurrenceAsync(OccurrenceName.Parse(repeated.Value[0]), call.CancellationToken)).Occurrence;
    }

    public async ValueTask<BatchCreateOccurrencesResponse> BatchCreateAsync(BatchCreateOccurrencesRequest request, Call call)
    {
        var parent = Names.Parent(request.Parent);
        await access.RequireAsync(call.Caller, Permission.OccurrencesCreate, parent.Project.ToString(), call.CancellationToken);
        BatchSize.Check("occurrences", request.Occurrences.Count, limits.Value.BatchItems);
        var errors = new List<FieldError>();
        for (var i = 0; i < request.Occurrences.Count; i++)
        {
            CheckBody(request.Occurrences[i], $"occurrences[{i}]", errors);
        }

        CheckName(parent, errors);

        Errors.ThrowIfAny(errors);
        await RequireAttachToAllAsync(request.Occurrences, call);
        var occurrences = request.Occurrences.Select(o => Prepare(o, parent)).ToImmutableArray();
        var repeated = await CommitAsync(occurrences, call, Commits.Key(call, "BatchCreateOccurrences", request), i => $"occurrences[{i}]");
        return new() { Occurrences = { repeated is null ? occurrences : await GetAllAsync(repeated.Value, call) } };
    }

    public ValueTask<Occurrence> UpdateAsync(UpdateOccurrenceRequest request, Call call) =>
        UpdateAsync(request.Name, request.Occurrence is null ? null : (occurrence, errors) => ApplyMask(occurrence, request, errors), call);

    /// <summary>Changes an occurrence as another API version asks: with the same checks, atomically.</summary>
    /// <param name="change">Makes the changed occurrence of a copy of the stored one, or adds errors; null when the request had no body. May run several times.</param>
    internal async ValueTask<Occurrence> UpdateAsync(string occurrenceName, Func<Occurrence, List<FieldError>, Occurrence>? change, Call call)
    {
        var name = Names.Occurrence(occurrenceName);
        await access.RequireAsync(call.Caller, Permission.OccurrencesUpdate, name.ToString(), call.CancellationToken);
        if (change is null)
        {
            throw Errors.InvalidArgument("occurrence", "is required");
        }

        return await OptimisticRetry.RunAsync(async last =>
        {
            var stored = await store.GetOccurrenceAsync(name, call.CancellationToken);
            await access.RequireAsync(call.Caller, Permission.NotesAttachOccurrence, stored.Occurrence.NoteName, call.CancellationToken);
            var occurrence = ApplyUpdate(stored.Occurrence, change);
            var set = new WriteSet([new RecordWrite.UpdateOccurrence(name, occurrence, stored.Revision)], call.Origin(Permission.OccurrencesUpdate), time.GetUtcNow());
            return await OptimisticRetry.CommitAsync(store, set, last, call.CancellationToken) ? occurrence : null;
        });
    }

    public async ValueTask DeleteAsync(DeleteOccurrenceRequest request, Call call)
    {
        var name = Names.Occurrence(request.Name);
        await access.RequireAsync(call.Caller, Permission.OccurrencesDelete, name.ToString(), call.CancellationToken);
        var stored = await store.GetOccurrenceAsync(name, call.CancellationToken);
        await access.RequireAsync(call.Caller, Permission.NotesAttachOccurrence, stored.Occurrence.NoteName, call.CancellationToken);
        var set = new WriteSet([new RecordWrite.DeleteOccurrence(name)], call.Origin(Permission.OccurrencesDelete), time.GetUtcNow());
        await Commits.MakeAsync(store, set, _ => "", call.CancellationToken);
    }

    private static Occurrence ApplyMask(Occurrence occurrence, UpdateOccurrenceRequest request, List<FieldError> errors)
    {
        Update.Apply(request.UpdateMask, request.Occurrence, occurrence, errors);
        return occurrence;
    }

    private Occurrence ApplyUpdate(Occurrence stored, Func<Occurrence, List<FieldError>, Occurrence> change)
    {
        var errors = new List<FieldError>();
        var occurrence = change(stored.Clone(), errors);
        if (NoteKinds.Of(occurrence) != stored.Kind)
        {
            errors.Add(new("details", $"the kind of an occurrence cannot change from {NoteKinds.NameOf(stored.Kind)}"));
        }

        OccurrenceValidator.Validate(occurrence, "occurrence", errors);
        Errors.ThrowIfAny(errors);
        occurrence.UpdateTime = Timestamp.FromDateTimeOffset(time.GetUtcNow());
        return occurrence;
    }

    private Occurrence Prepare(Occurrence body, ParentName parent)
    {
        var now = time.GetUtcNow();
        var occurrence = body.Clone();
        occurrence.Name = new OccurrenceName(parent.Project, parent.Location, Guid.CreateVersion7(now).ToString()).ToString();
        occurrence.Kind = NoteKinds.Of(occurrence);
        occurrence.CreateTime = occurrence.UpdateTime = Timestamp.FromDateTimeOffset(now);
        return occurrence;
    }

    private async ValueTask RequireAttachToAllAsync(IReadOnlyList<Occurrence> occurrences, Call call)
    {
        var refused = new List<(int Index, RpcException Error)>();
        var checkedNotes = new Dictionary<string, RpcException?>();
        for (var i = 0; i < occurrences.Count; i++)
        {
            var note = occurrences[i].NoteName;
            if (!checkedNotes.TryGetValue(note, out var error))
            {
                checkedNotes[note] = error = await TryRequireAttachAsync(note, call);
            }

            if (error is not null)
            {
                refused.Add((i, error));
            }
        }

        if (refused.Count > 0)
        {
            var message = string.Join("; ", refused.Select(r => $"occurrences[{r.Index}]: {r.Error.Status.Detail}"));
            throw Errors.Create((Google.Rpc.Code)refused[0].Error.StatusCode, message);
        }
    }

    private async ValueTask<RpcException?> TryRequireAttachAsync(string note, Call call)
    {
        try
        {
            await access.RequireAsync(call.Caller, Permission.NotesAttachOccurrence, note, call.CancellationToken);
            return null;
        }
        catch (RpcException exception)
        {
            return exception;
        }
    }

    private ValueTask<ImmutableArray<string>?> CommitAsync(ImmutableArray<Occurrence> occurrences, Call call, RequestKey? key, Func<int, string> field)
    {
        var writes = occurrences.Select(o => (RecordWrite)new RecordWrite.CreateOccurrence(OccurrenceName.Parse(o.Name), o)).ToImmutableArray();
        return Commits.MakeAsync(store, new(writes, call.Origin(Permission.OccurrencesCreate), time.GetUtcNow(), key), field, call.CancellationToken);
    }

    private async ValueTask<List<Occurrence>> GetAllAsync(ImmutableArray<string> names, Call call)
    {
        var occurrences = new List<Occurrence>(names.Length);
        foreach (var name in names)
        {
            occurrences.Add((await store.GetOccurrenceAsync(OccurrenceName.Parse(name), call.CancellationToken)).Occurrence);
        }

        return occurrences;
    }

    /// <summary>All ids are of one length, so that the parent decides.</summary>
    private void CheckName(ParentName parent, List<FieldError> errors) =>
        NameLimit.Check("parent", new OccurrenceName(parent.Project, parent.Location, Guid.Empty.ToString()).ToString(), limits.Value.NameBytes, errors);

    private static void CheckBody(Occurrence? occurrence, string field, List<FieldError> errors)
    {
        if (occurrence is null)
        {
            errors.Add(new(field, "is required"));
        }
        else
        {
            OccurrenceValidator.Validate(occurrence, field, errors);
        }
    }
}
