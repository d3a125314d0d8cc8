using System.Collections.Immutable;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Postgres.Audit;
using Gatehouse.Storage.Postgres.Changes;
using Gatehouse.Storage.Postgres.Commits;
using Gatehouse.Storage.Postgres.Connections;
using Gatehouse.Storage.Postgres.Documents;
using Gatehouse.Storage.Postgres.Maintenance;
using Gatehouse.Storage.Postgres.Records;

namespace Gatehouse.Storage.Postgres;

/// <summary>
/// The store on PostgreSQL 13 or newer, for any number of replicas on one database. Safe on many threads. Calls are repeated while the database is
/// away, for as long as the options say; a write that is acknowledged took place exactly once.
/// </summary>
public sealed class PostgresStore : IRecordStore, IDocumentStore, IChangeStore, IAuditStore, IStoreMaintenance, ISnapshotStore, IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly ChangeListener _listener;
    private readonly CommitQueue _commits;
    private readonly RecordFinder _finder;
    private readonly RecordLister _lister;
    private readonly SeveritySummary _summary;
    private readonly DocumentReader _documents;
    private readonly ChangeReader _changes;
    private readonly RefusalLog _refusals;
    private bool _isDisposed;

    public PostgresStore(PostgresStoreOptions options, TimeProvider time)
    {
        _database = new(options, time);
        _listener = new(_database);
        _commits = new(_database, _listener.Advance);
        _finder = new(_database);
        _lister = new(_database);
        _summary = new(_database, _lister);
        _documents = new(_database);
        _changes = new(_database);
        _refusals = new(_database);
    }

    public ValueTask<CommitOutcome> CommitAsync(WriteSet writes, CancellationToken cancellationToken) => _commits.CommitAsync(writes, cancellationToken);

    public ValueTask<StoredProject?> FindProjectAsync(ProjectName name, CancellationToken cancellationToken) => _finder.FindProjectAsync(name, cancellationToken);

    public ValueTask<RecordPage<StoredProject>> ListProjectsAsync(long after, int limit, CancellationToken cancellationToken) =>
        _finder.ListProjectsAsync(after, limit, cancellationToken);

    public ValueTask<StoredNote?> FindNoteAsync(NoteName name, CancellationToken cancellationToken) => _finder.FindNoteAsync(name, cancellationToken);

    public ValueTask<StoredOccurrence?> FindOccurrenceAsync(OccurrenceName name, CancellationToken cancellationToken) =>
        _finder.FindOccurrenceAsync(name, cancellationToken);

    public ValueTask<RecordPage<StoredNote>> ListNotesAsync(RecordQuery query, CancellationToken cancellationToken) =>
        _lister.ListAsync(RecordTables.Notes, query, cancellationToken);

    public ValueTask<RecordPage<StoredOccurrence>> ListOccurrencesAsync(RecordQuery query, CancellationToken cancellationToken) =>
        _lister.ListAsync(RecordTables.Occurrences, query, cancellationToken);

    public ValueTask<ImmutableArray<SeverityCount>> SummarizeVulnerabilitiesAsync(RecordQuery query, CancellationToken cancellationToken) =>
        _summary.CountAsync(query, cancellationToken);

    public ValueTask<Document?> FindDocumentAsync(string collection, string key, CancellationToken cancellationToken) =>
        _documents.FindAsync(collection, key, cancellationToken);

    public ValueTask<ImmutableArray<Document>> ListDocumentsAsync(string collection, string prefix, string after, int limit, CancellationToken cancellationToken) =>
        _documents.ListAsync(collection, prefix, after, limit, cancellationToken);

    public ValueTask<ImmutableArray<Change>> ListChangesAsync(ChangeQuery query, CancellationToken cancellationToken) => _changes.ListAsync(query, cancellationToken);

    public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken) => _changes.GetRevisionAsync(cancellationToken);

    public ValueTask<long> GetTrimmedRevisionAsync(CancellationToken cancellationToken) => _changes.GetTrimmedRevisionAsync(cancellationToken);

    public ValueTask WaitForChangeAsync(long after, CancellationToken cancellationToken) => _listener.WaitAsync(after, cancellationToken);

    public ValueTask AppendRefusalsAsync(ImmutableArray<Refusal> refusals, CancellationToken cancellationToken) => _refusals.AppendAsync(refusals, cancellationToken);

    public ValueTask<ImmutableArray<Refusal>> ListRefusalsAsync(long before, DateTimeOffset? since, int limit, CancellationToken cancellationToken) =>
        _refusals.ListAsync(before, since, limit, cancellationToken);

    public ValueTask<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken) => new MigrationRunner(_database).ApplyAsync(cancellationToken);

    public ValueTask<long> TrimAsync(DateTimeOffset changesBefore, DateTimeOffset refusalsBefore, DateTimeOffset requestsBefore, CancellationToken cancellationToken) =>
        new Retention(_database).TrimAsync(changesBefore, refusalsBefore, requestsBefore, cancellationToken);

    public IAsyncEnumerable<SnapshotItem> ReadSnapshotAsync(CancellationToken cancellationToken) => new Snapshots(_database, _listener.Advance).ReadAsync(cancellationToken);

    public ValueTask RestoreAsync(IEnumerable<SnapshotItem> items, WriteOrigin origin, DateTimeOffset time, CancellationToken cancellationToken) =>
        new Snapshots(_database, _listener.Advance).RestoreAsync(items, origin, time, cancellationToken);

    /// <summary>Answers within the moment: it is not repeated.</summary>
    public ValueTask PingAsync(CancellationToken cancellationToken) => _database.PingAsync(cancellationToken);

    /// <summary>A container disposes it once for each port that it is registered as.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _commits.DisposeAsync();
        await _listener.DisposeAsync();
        await _database.DisposeAsync();
    }
}
