using System.Collections.Immutable;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Fakes.Storage;

/// <summary>All that the store holds at one revision.</summary>
internal sealed record InMemoryState
{
    public long Revision { get; init; }

    /// <summary>Revision of the last change that was dropped.</summary>
    public long Trimmed { get; init; }

    public ImmutableDictionary<ProjectName, StoredProject> Projects { get; init; } = ImmutableDictionary<ProjectName, StoredProject>.Empty;

    public ImmutableDictionary<NoteName, StoredNote> Notes { get; init; } = ImmutableDictionary<NoteName, StoredNote>.Empty;

    public ImmutableDictionary<OccurrenceName, StoredOccurrence> Occurrences { get; init; } = ImmutableDictionary<OccurrenceName, StoredOccurrence>.Empty;

    public ImmutableSortedDictionary<DocumentKey, Document> Documents { get; init; } = ImmutableSortedDictionary<DocumentKey, Document>.Empty;

    public ImmutableDictionary<(string Principal, string Id), InMemoryRequest> Requests { get; init; } = ImmutableDictionary<(string Principal, string Id), InMemoryRequest>.Empty;

    public ImmutableList<Change> Changes { get; init; } = [];

    public ImmutableList<Refusal> Refusals { get; init; } = [];

    public long LastRefusalId { get; init; }
}
