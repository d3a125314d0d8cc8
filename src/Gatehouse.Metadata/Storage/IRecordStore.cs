using System.Collections.Immutable;
using Gatehouse.Artifacts.Names;

namespace Gatehouse.Metadata.Storage;

/// <summary>
/// Projects, notes and occurrences, and the one way to write. A read sees every commit that was acknowledged before it began. Filters are exact:
/// what a store cannot decide by its columns it decides with <see cref="Filtering.FilterEvaluator"/> on the message.
/// </summary>
public interface IRecordStore
{
    /// <summary>
    /// Makes all writes of the set durable, or none. Revisions of a set are contiguous. Concurrent calls may share a transaction of the database,
    /// but never each other's refusals. Throws <see cref="StoreUnavailableException"/> when the database cannot be written.
    /// </summary>
    ValueTask<CommitOutcome> CommitAsync(WriteSet writes, CancellationToken cancellationToken);

    ValueTask<StoredProject?> FindProjectAsync(ProjectName name, CancellationToken cancellationToken);

    /// <summary>Projects in the order of creation.</summary>
    ValueTask<RecordPage<StoredProject>> ListProjectsAsync(long after, int limit, CancellationToken cancellationToken);

    ValueTask<StoredNote?> FindNoteAsync(NoteName name, CancellationToken cancellationToken);

    ValueTask<StoredOccurrence?> FindOccurrenceAsync(OccurrenceName name, CancellationToken cancellationToken);

    ValueTask<RecordPage<StoredNote>> ListNotesAsync(RecordQuery query, CancellationToken cancellationToken);

    ValueTask<RecordPage<StoredOccurrence>> ListOccurrencesAsync(RecordQuery query, CancellationToken cancellationToken);

    /// <summary>Counts of vulnerability occurrences, by resource (ordinal order) and then severity, most severe first. Order, After and Limit of the query are ignored.</summary>
    ValueTask<ImmutableArray<SeverityCount>> SummarizeVulnerabilitiesAsync(RecordQuery query, CancellationToken cancellationToken);
}
