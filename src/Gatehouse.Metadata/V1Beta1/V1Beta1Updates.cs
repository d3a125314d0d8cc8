using System.Collections.Frozen;
using Gatehouse.Grafeas.V1Beta1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Masks;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>
/// Updates as v1beta1 clients ask for them: their masks name fields of the v1beta1 form of a record, so the update happens on that form. What only v1 has stays.
/// </summary>
internal static class V1Beta1Updates
{
    private static readonly FrozenSet<string> OutputOnly = FrozenSet.Create("name", "kind", "create_time", "update_time");
    private static readonly MaskedUpdate NoteUpdate = new(Note.Descriptor, OutputOnly, FrozenSet<string>.Empty);
    private static readonly MaskedUpdate OccurrenceUpdate = new(Occurrence.Descriptor, OutputOnly, FrozenSet.Create("note_name", "resource"));

    public static Grafeas.V1.Note Apply(Grafeas.V1.Note stored, UpdateNoteRequest request, List<FieldError> errors)
    {
        var note = V1Beta1Notes.FromV1(stored);
        NoteUpdate.Apply(request.UpdateMask, request.Note, note, errors);
        var updated = V1Beta1Notes.ToV1(note);
        V1OnlyFields.Carry(MessageMaps.Notes, stored, updated);
        return updated;
    }

    public static Grafeas.V1.Occurrence Apply(Grafeas.V1.Occurrence stored, UpdateOccurrenceRequest request, List<FieldError> errors)
    {
        var before = V1Beta1Occurrences.FromV1(stored);
        var after = before.Clone();
        OccurrenceUpdate.Apply(request.UpdateMask, WithResourceOf(before, request.Occurrence), after, errors);
        var updated = V1Beta1Occurrences.ToV1(after);
        V1OnlyFields.Carry(MessageMaps.Occurrences, stored, updated);
        if (!Equals(before.Vulnerability, after.Vulnerability))
        {
            AvailableFixes.Derive(updated);
        }

        return updated;
    }

    /// <summary>A client that sends no more than the URI means the resource as it is stored.</summary>
    private static Occurrence WithResourceOf(Occurrence stored, Occurrence request)
    {
        if (request.Resource is null || !request.Resource.Equals(new Resource { Uri = stored.Resource?.Uri ?? "" }))
        {
            return request;
        }

        var aligned = request.Clone();
        aligned.Resource = stored.Resource;
        return aligned;
    }
}
