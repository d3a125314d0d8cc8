using Gatehouse.Grafeas.V1Beta1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Notes;
using Gatehouse.Metadata.Occurrences;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary><c>grafeas.v1beta1.GrafeasV1Beta1</c>: gRPC and, through transcoding, REST; on the records of <c>grafeas.v1</c>.</summary>
internal sealed class GrafeasV1Beta1Api(NoteService notes, OccurrenceService occurrences, VulnerabilitySummaryService summaries)
    : Grafeas.V1Beta1.GrafeasV1Beta1.GrafeasV1Beta1Base
{
    private static readonly Empty Nothing = new();

    public override async Task<Occurrence> GetOccurrence(GetOccurrenceRequest request, ServerCallContext context) =>
        V1Beta1Occurrences.FromV1(await occurrences.GetAsync(new() { Name = request.Name }, Call.From(context)));

    public override async Task<ListOccurrencesResponse> ListOccurrences(ListOccurrencesRequest request, ServerCallContext context)
    {
        var list = new Grafeas.V1.ListOccurrencesRequest
        {
            Parent = request.Parent,
            Filter = request.Filter,
            PageSize = request.PageSize,
            PageToken = request.PageToken,
            ReturnPartialSuccess = request.ReturnPartialSuccess,
        };
        var page = await occurrences.ListAsync(list, Call.From(context));
        return new() { Occurrences = { page.Occurrences.Select(V1Beta1Occurrences.FromV1) }, NextPageToken = page.NextPageToken, Unreachable = { page.Unreachable } };
    }

    public override async Task<Occurrence> CreateOccurrence(CreateOccurrenceRequest request, ServerCallContext context)
    {
        var create = new Grafeas.V1.CreateOccurrenceRequest { Parent = request.Parent, Occurrence = New(request.Occurrence) };
        return V1Beta1Occurrences.FromV1(await V1Beta1Errors.TranslateAsync(occurrences.CreateAsync(create, Call.From(context))));
    }

    public override async Task<BatchCreateOccurrencesResponse> BatchCreateOccurrences(BatchCreateOccurrencesRequest request, ServerCallContext context)
    {
        var create = new Grafeas.V1.BatchCreateOccurrencesRequest { Parent = request.Parent, Occurrences = { request.Occurrences.Select(New) } };
        var created = await V1Beta1Errors.TranslateAsync(occurrences.BatchCreateAsync(create, Call.From(context)));
        return new() { Occurrences = { created.Occurrences.Select(V1Beta1Occurrences.FromV1) } };
    }

    public override async Task<Occurrence> UpdateOccurrence(UpdateOccurrenceRequest request, ServerCallContext context)
    {
        Func<Grafeas.V1.Occurrence, List<FieldError>, Grafeas.V1.Occurrence>? change =
            request.Occurrence is null ? null : (stored, errors) => V1Beta1Updates.Apply(stored, request, errors);
        return V1Beta1Occurrences.FromV1(await V1Beta1Errors.TranslateAsync(occurrences.UpdateAsync(request.Name, change, Call.From(context))));
    }

    public override async Task<Empty> DeleteOccurrence(DeleteOccurrenceRequest request, ServerCallContext context)
    {
        await occurrences.DeleteAsync(new() { Name = request.Name }, Call.From(context));
        return Nothing;
    }

    public override async Task<Note> GetOccurrenceNote(GetOccurrenceNoteRequest request, ServerCallContext context) =>
        V1Beta1Notes.FromV1(await occurrences.GetNoteAsync(new() { Name = request.Name }, Call.From(context)));

    public override async Task<Note> GetNote(GetNoteRequest request, ServerCallContext context) =>
        V1Beta1Notes.FromV1(await notes.GetAsync(new() { Name = request.Name }, Call.From(context)));

    public override async Task<ListNotesResponse> ListNotes(ListNotesRequest request, ServerCallContext context)
    {
        var list = new Grafeas.V1.ListNotesRequest
        {
            Parent = request.Parent,
            Filter = request.Filter,
            PageSize = request.PageSize,
            PageToken = request.PageToken,
            ReturnPartialSuccess = request.ReturnPartialSuccess,
        };
        var page = await notes.ListAsync(list, Call.From(context));
        return new() { Notes = { page.Notes.Select(V1Beta1Notes.FromV1) }, NextPageToken = page.NextPageToken, Unreachable = { page.Unreachable } };
    }

    public override async Task<Note> CreateNote(CreateNoteRequest request, ServerCallContext context)
    {
        var create = new Grafeas.V1.CreateNoteRequest { Parent = request.Parent, NoteId = request.NoteId, Note = New(request.Note) };
        return V1Beta1Notes.FromV1(await V1Beta1Errors.TranslateAsync(notes.CreateAsync(create, Call.From(context))));
    }

    public override async Task<BatchCreateNotesResponse> BatchCreateNotes(BatchCreateNotesRequest request, ServerCallContext context)
    {
        var create = new Grafeas.V1.BatchCreateNotesRequest { Parent = request.Parent };
        foreach (var (id, note) in request.Notes)
        {
            create.Notes.Add(id, New(note));
        }

        var created = await V1Beta1Errors.TranslateAsync(notes.BatchCreateAsync(create, Call.From(context)));
        return new() { Notes = { created.Notes.Select(V1Beta1Notes.FromV1) } };
    }

    public override async Task<Note> UpdateNote(UpdateNoteRequest request, ServerCallContext context)
    {
        Func<Grafeas.V1.Note, List<FieldError>, Grafeas.V1.Note>? change = request.Note is null ? null : (stored, errors) => V1Beta1Updates.Apply(stored, request, errors);
        return V1Beta1Notes.FromV1(await V1Beta1Errors.TranslateAsync(notes.UpdateAsync(request.Name, change, Call.From(context))));
    }

    public override async Task<Empty> DeleteNote(DeleteNoteRequest request, ServerCallContext context)
    {
        await notes.DeleteAsync(new() { Name = request.Name }, Call.From(context));
        return Nothing;
    }

    public override async Task<ListNoteOccurrencesResponse> ListNoteOccurrences(ListNoteOccurrencesRequest request, ServerCallContext context)
    {
        var list = new Grafeas.V1.ListNoteOccurrencesRequest { Name = request.Name, Filter = request.Filter, PageSize = request.PageSize, PageToken = request.PageToken };
        var page = await occurrences.ListOfNoteAsync(list, Call.From(context));
        return new() { Occurrences = { page.Occurrences.Select(V1Beta1Occurrences.FromV1) }, NextPageToken = page.NextPageToken };
    }

    public override async Task<VulnerabilityOccurrencesSummary> GetVulnerabilityOccurrencesSummary(GetVulnerabilityOccurrencesSummaryRequest request, ServerCallContext context)
    {
        var summary = await summaries.GetAsync(new() { Parent = request.Parent, Filter = request.Filter }, Call.From(context));
        return V1Beta1Summaries.FromV1(summary);
    }

    private static Grafeas.V1.Note? New(Note? note) => note is null ? null : V1Beta1Notes.ToV1(note);

    private static Grafeas.V1.Occurrence? New(Occurrence? occurrence) => occurrence is null ? null : AvailableFixes.Derive(V1Beta1Occurrences.ToV1(occurrence));
}
