using Gatehouse.Api.V1;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Changes;

/// <summary>
/// Changes as events for a reader. A filter is decided on the record as it is now; a deletion passes only without a filter, or when the filter is
/// about what the change itself tells (kind and resource).
/// </summary>
public sealed class ChangeEvents(IRecordStore store)
{
    /// <returns>Null when the reader does not want it.</returns>
    public async ValueTask<ChangeEvent?> SelectAsync(Change change, ChangeSelection selection, CancellationToken cancellationToken)
    {
        if (!selection.Collections.Contains(change.Collection) || (selection.Project is { } project && project.Id != change.ProjectId))
        {
            return null;
        }

        var record = selection.HasFilter || selection.IncludeRecord ? await FindRecordAsync(change, cancellationToken) : null;
        return Passes(change, record, selection) ? Render(change, selection.IncludeRecord ? record : null, selection.ShowOrigin) : null;
    }

    private static bool Passes(Change change, IMessage? record, ChangeSelection selection)
    {
        var filter = change.Collection == "notes" ? selection.Notes : change.Collection == "occurrences" ? selection.Occurrences : null;
        return !selection.HasFilter || filter is null || FilterEvaluator.Matches(filter, record ?? Remains(change));
    }

    /// <summary>What is left to decide on when the record is gone.</summary>
    private static IMessage Remains(Change change) => change.Collection == "notes"
        ? new Note { Name = change.Name, Kind = change.Kind }
        : new Occurrence { Name = change.Name, Kind = change.Kind, ResourceUri = change.ResourceUri };

    private async ValueTask<IMessage?> FindRecordAsync(Change change, CancellationToken cancellationToken) => change.Collection switch
    {
        "notes" => (await store.FindNoteAsync(NoteName.Parse(change.Name), cancellationToken))?.Note,
        "occurrences" => (await store.FindOccurrenceAsync(OccurrenceName.Parse(change.Name), cancellationToken))?.Occurrence,
        _ => null,
    };

    private static ChangeEvent Render(Change change, IMessage? record, bool showOrigin)
    {
        var rendered = new ChangeEvent
        {
            Revision = change.Revision,
            Time = Timestamp.FromDateTimeOffset(change.Time),
            Type = (ChangeEvent.Types.Type)change.Type,
            Collection = change.Collection,
            Name = change.Name,
            Kind = change.Kind,
            ResourceUri = change.ResourceUri,
            Principal = showOrigin ? change.Origin.Principal : "",
            Address = showOrigin ? change.Origin.Address : "",
        };
        switch (record)
        {
            case Note note: rendered.Note = note; break;
            case Occurrence occurrence: rendered.Occurrence = occurrence; break;
        }

        return rendered;
    }
}
