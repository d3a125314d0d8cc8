using System.Collections.Immutable;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>A store in which others write just before a commit: the first ones are refused for the given reason.</summary>
internal sealed class RacingStore(IRecordStore inner, WriteRefusalReason reason, int times) : IRecordStore
{
    public int Commits { get; private set; }

    public ValueTask<CommitOutcome> CommitAsync(WriteSet writes, CancellationToken cancellationToken) =>
        ++Commits <= times ? new(new CommitOutcome.Refused([new(0, reason, "somebody's")])) : inner.CommitAsync(writes, cancellationToken);

    public ValueTask<StoredProject?> FindProjectAsync(ProjectName name, CancellationToken cancellationToken) => inner.FindProjectAsync(name, cancellationToken);

    public ValueTask<RecordPage<StoredProject>> ListProjectsAsync(long after, int limit, CancellationToken cancellationToken) => inner.ListProjectsAsync(after, limit, cancellationToken);

    public ValueTask<StoredNote?> FindNoteAsync(NoteName name, CancellationToken cancellationToken) => inner.FindNoteAsync(name, cancellationToken);

    public ValueTask<StoredOccurrence?> FindOccurrenceAsync(OccurrenceName name, CancellationToken cancellationToken) => inner.FindOccurrenceAsync(name, cancellationToken);

    public ValueTask<RecordPage<StoredNote>> ListNotesAsync(RecordQuery query, CancellationToken cancellationToken) => inner.ListNotesAsync(query, cancellationToken);

    public ValueTask<RecordPage<StoredOccurrence>> ListOccurrencesAsync(RecordQuery query, CancellationToken cancellationToken) => inner.ListOccurrencesAsync(query, cancellationToken);

    public ValueTask<ImmutableArray<SeverityCount>> SummarizeVulnerabilitiesAsync(RecordQuery query, CancellationToken cancellationToken) => inner.SummarizeVulnerabilitiesAsync(query, cancellationToken);
}
