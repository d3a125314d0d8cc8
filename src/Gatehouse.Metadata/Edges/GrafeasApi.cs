using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Notes;
using Gatehouse.Metadata.Occurrences;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Gatehouse.Metadata.Edges;

/// <summary><c>grafeas.v1.Grafeas</c>: gRPC and, through transcoding, REST.</summary>
internal sealed class GrafeasApi(NoteService notes, OccurrenceService occurrences) : Grafeas.V1.Grafeas.GrafeasBase
{
    private static readonly Empty Nothing = new();

    public override Task<Occurrence> GetOccurrence(GetOccurrenceRequest request, ServerCallContext context) => occurrences.GetAsync(request, Call.From(context)).AsTask();

    public override Task<ListOccurrencesResponse> ListOccurrences(ListOccurrencesRequest request, ServerCallContext context) => occurrences.ListAsync(request, Call.From(context)).AsTask();

    public override Task<Occurrence> CreateOccurrence(CreateOccurrenceRequest request, ServerCallContext context) => occurrences.CreateAsync(request, Call.From(context)).AsTask();

    public override Task<BatchCreateOccurrencesResponse> BatchCreateOccurrences(BatchCreateOccurrencesRequest request, ServerCallContext context) =>
        occurrences.BatchCreateAsync(request, Call.From(context)).AsTask();

    public override Task<Occurrence> UpdateOccurrence(UpdateOccurrenceRequest request, ServerCallContext context) => occurrences.UpdateAsync(request, Call.From(context)).AsTask();

    public override async Task<Empty> DeleteOccurrence(DeleteOccurrenceRequest request, ServerCallContext context)
    {
        await occurrences.DeleteAsync(request, Call.From(context));
        return Nothing;
    }

    public override Task<Note> GetOccurrenceNote(GetOccurrenceNoteRequest request, ServerCallContext context) => occurrences.GetNoteAsync(request, Call.From(context)).AsTask();

    public override Task<Note> GetNote(GetNoteRequest request, ServerCallContext context) => notes.GetAsync(request, Call.From(context)).AsTask();

    public override Task<ListNotesResponse> ListNotes(ListNotesRequest request, ServerCallContext context) => notes.ListAsync(request, Call.From(context)).AsTask();

    public override Task<Note> CreateNote(CreateNoteRequest request, ServerCallContext context) => notes.CreateAsync(request, Call.From(context)).AsTask();

    public override Task<BatchCreateNotesResponse> BatchCreateNotes(BatchCreateNotesRequest request, ServerCallContext context) => notes.BatchCreateAsync(request, Call.From(context)).AsTask();

    public override Task<Note> UpdateNote(UpdateNoteRequest request, ServerCallContext context) => notes.UpdateAsync(request, Call.From(context)).AsTask();

    public override async Task<Empty> DeleteNote(DeleteNoteRequest request, ServerCallContext context)
    {
        await notes.DeleteAsync(request, Call.From(context));
        return Nothing;
    }

    public override Task<ListNoteOccurrencesResponse> ListNoteOccurrences(ListNoteOccurrencesRequest request, ServerCallContext context) =>
        occurrences.ListOfNoteAsync(request, Call.From(context)).AsTask();
}
