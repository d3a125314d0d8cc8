using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Calls;

/// <summary>Reads that end in NOT_FOUND when there is nothing.</summary>
internal static class RequiredRecords
{
    extension(IRecordStore store)
    {
        public async ValueTask<StoredNote> GetNoteAsync(NoteName name, CancellationToken cancellationToken) =>
            await store.FindNoteAsync(name, cancellationToken) ?? throw Errors.NotFound(name.ToString());

        public async ValueTask<StoredOccurrence> GetOccurrenceAsync(OccurrenceName name, CancellationToken cancellationToken) =>
            await store.FindOccurrenceAsync(name, cancellationToken) ?? throw Errors.NotFound(name.ToString());

        public async ValueTask<StoredProject> GetProjectAsync(ProjectName name, CancellationToken cancellationToken) =>
            await store.FindProjectAsync(name, cancellationToken) ?? throw Errors.NotFound(name.ToString(), "create the project first");
    }
}
