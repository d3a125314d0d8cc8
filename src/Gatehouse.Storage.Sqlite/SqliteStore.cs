using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>
/// The embedded store: one file, one writer with group commit, any number of readers that see whole commits. One process at a time.
/// </summary>
public sealed class SqliteStore : IRecordStore, IDocumentStore, IChangeStore, IAuditStore, IStoreMaintenance, ISnapshotStore, IAsyncDisposable, IDisposable
{
    private readonly SqliteLock _lock;
    private readonly SqliteConnectionFactory _factory;
    private readonly SqliteReaders _readers;
    private readonly SqliteWriter _writer;
    private readonly RevisionSignal _signal;
    private readonly IReadOnlyList<string> _migrations;

    private SqliteStore(SqliteStoreOptions options)
    {
        _lock = SqliteLock.Take(options.Path);
        try
        {
            _factory = new(options);
            var connection = _factory.OpenWriter();
            _migrations = SqliteMigrations.Apply(connection);
            var session = new SqliteSession(connection);
            _signal = new((long)session.Prepare("SELECT revision FROM clock").ExecuteScalar()!);
            _readers = new(_factory);
            _writer = new(options, _factory, session, _signal);
        }
        catch (SqliteException exception)
        {
            _lock.Dispose();
            throw SqliteFailures.Translate(exception);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Opens the database, making or migrating it as needed.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be opened, or another process works on it.</exception>
    public static SqliteStore Open(SqliteStoreOptions options) => new(options);

    public ValueTask<CommitOutcome> CommitAsync(WriteSet writes, CancellationToken cancellationToken) =>
        _writer.RunAsync(scope => new SqliteCommit(scope, writes).Run(), writes.Writes.Length, cancellationToken);

    public ValueTask<StoredProject?> FindProjectAsync(ProjectName name, CancellationToken cancellationToken) => new(_readers.Read(session =>
    {
        using var row = session.Prepare("SELECT sequence, id, create_time FROM project WHERE id = $0", name.Id).ExecuteReader();
        return row.Read() ? ReadProject(row) : null;
    }));

    public ValueTask<RecordPage<StoredProject>> ListProjectsAsync(long after, int limit, CancellationToken cancellationToken) => new(_readers.Read(session =>
    {
        using var row = session.Prepare("SELECT sequence, id, create_time FROM project WHERE sequence > $0 ORDER BY sequence LIMIT $1", after, limit + 1L).ExecuteReader();
        var items = ImmutableArray.CreateBuilder<StoredProject>();
        while (row.Read())
        {
            if (items.Count == limit)
            {
                return new RecordPage<StoredProject>(items.ToImmutable(), new(items[^1].Sequence));
            }

            items.Add(ReadProject(row));
        }

        return new(items.ToImmutable(), null);
    }));

    public ValueTask<StoredNote?> FindNoteAsync(NoteName name, CancellationToken cancellationToken) => new(_readers.Read(session =>
    {
        using var row = session.Prepare("SELECT sequence, revision, wire FROM note WHERE project = $0 AND location = $1 AND id = $2", name.Project.Id, name.Location, name.Id).ExecuteReader();
        return row.Read() ? new StoredNote(name, Note.Parser.ParseFrom(SqliteLists.Wire(row, 2)), row.GetInt64(0), row.GetInt64(1)) : null;
    }));

    public ValueTask<StoredOccurrence?> FindOccurrenceAsync(OccurrenceName name, CancellationToken cancellationToken) => new(_readers.Read(session =>
    {
        using var row = session.Prepare("SELECT sequence, revision, wire FROM occurrence WHERE project = $0 AND location = $1 AND id = $2", name.Project.Id, name.Location, name.Id).ExecuteReader();
        return row.Read() ? new StoredOccurrence(name, Occurrence.Parser.ParseFrom(SqliteLists.Wire(row, 2)), row.GetInt64(0), row.GetInt64(1)) : null;
    }));

    public ValueTask<RecordPage<StoredNote>> ListNotesAsync(RecordQuery query, CancellationToken cancellationToken) => new(_readers.Read(session => SqliteLists.Read(
        session, "note", query, Sequences(session, query), Note.Parser, (note, sequence, revision) => new StoredNote(NoteName.Parse(note.Name), note, sequence, revision))));

    public ValueTask<RecordPage<StoredOccurrence>> ListOccurrencesAsync(RecordQuery query, CancellationToken cancellationToken) => new(_readers.Read(session => SqliteLists.Read(
        session, "occurrence", query, Sequences(session, query), Occurrence.Parser,
        (occurrence, sequence, revision) => new StoredOccurrence(OccurrenceName.Parse(occurrence.Name), occurrence, sequence, revision))));

    public ValueTask<ImmutableArray<SeverityCount>> SummarizeVulnerabilitiesAsync(RecordQuery query, CancellationToken cancellationToken) =>
        new(_readers.Read(session => SqliteSummary.Read(session, query, Sequences(session, query))));

    public ValueTask<Document?> FindDocumentAsync(string collection, string key, CancellationToken cancellationToken) => new(_readers.Read(session =>
    {
        using var row = session.Prepare("SELECT revision, content FROM document WHERE collection = $0 AND key = $1", collection, key).ExecuteReader();
        return row.Read() ? new Document(collection, key, SqliteLists.Wire(row, 1), row.GetInt64(0)) : null;
    }));

    public ValueTask<ImmutableArray<Document>> ListDocumentsAsync(string collection, string prefix, string after, int limit, CancellationToken cancellationToken) => new(_readers.Read(session =>
    {
        using var row = session.Prepare(
            "SELECT key, revision, content FROM document WHERE collection = $0 AND key >= $1 AND key > $2 AND ($3 IS NULL OR key < $3) ORDER BY key LIMIT $4",
            collection, prefix, after, TextRange.After(prefix), limit).ExecuteReader();
        var found = ImmutableArray.CreateBuilder<Document>();
        while (row.Read())
        {
            found.Add(new(collection, row.GetString(0), SqliteLists.Wire(row, 2), row.GetInt64(1)));
        }

        return found.ToImmutable();
    }));

    public ValueTask<ImmutableArray<Change>> ListChangesAsync(ChangeQuery query, CancellationToken cancellationToken) =>
        new(_readers.Read(session => SqliteChanges.Read(session, query)));

    public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken) => new(_signal.Revision);

    public ValueTask<long> GetTrimmedRevisionAsync(CancellationToken cancellationToken) =>
        new(_readers.Read(session => (long)session.Prepare("SELECT trimmed FROM clock").ExecuteScalar()!));

    public ValueTask WaitForChangeAsync(long after, CancellationToken cancellationToken) => _signal.WaitAsync(after, cancellationToken);

    public async ValueTask AppendRefusalsAsync(ImmutableArray<Refusal> refusals, CancellationToken cancellationToken) =>
        await _writer.RunAsync(scope => SqliteRefusals.Append(scope.Session, refusals), refusals.Length, cancellationToken);

    public ValueTask<ImmutableArray<Refusal>> ListRefusalsAsync(long before, DateTimeOffset? since, int limit, CancellationToken cancellationToken) =>
        new(_readers.Read(session => SqliteRefusals.Read(session, before, since, limit)));

    /// <inheritdoc/>
    /// <remarks>This store migrates when it is opened, before anything else can reach it.</remarks>
    public ValueTask<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken) => new(_migrations);

    public ValueTask<long> TrimAsync(DateTimeOffset changesBefore, DateTimeOffset refusalsBefore, DateTimeOffset requestsBefore, CancellationToken cancellationToken) => _writer.RunAsync(
        scope =>
        {
            var session = scope.Session;
            session.Execute("UPDATE clock SET trimmed = max(trimmed, ifnull((SELECT min(revision) - 1 FROM change WHERE time >= $0), revision))", SqliteTimes.From(changesBefore));
            return (long)session.Execute("DELETE FROM change WHERE revision <= (SELECT trimmed FROM clock)")
                + session.Execute("DELETE FROM refusal WHERE time < $0", SqliteTimes.From(refusalsBefore))
                + session.Execute("DELETE FROM request WHERE time < $0", SqliteTimes.From(requestsBefore));
        },
        1,
        cancellationToken);

    public ValueTask PingAsync(CancellationToken cancellationToken)
    {
        _readers.Read(session => session.Prepare("SELECT revision FROM clock").ExecuteScalar());
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<SnapshotItem> ReadSnapshotAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var session = new SqliteSession(_factory.OpenReader());
        foreach (var item in SqliteSnapshots.Read(session))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }

        await ValueTask.CompletedTask;
    }

    public async ValueTask RestoreAsync(IEnumerable<SnapshotItem> items, WriteOrigin origin, DateTimeOffset time, CancellationToken cancellationToken) =>
        await _writer.RunAsync(scope => SqliteSnapshots.Restore(scope, items, origin, time), int.MaxValue / 2, cancellationToken);

    public void Dispose()
    {
        _writer.Dispose();
        _readers.Dispose();
        _lock.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static StoredProject ReadProject(SqliteDataReader row) => new(ProjectName.FromId(row.GetString(1)), SqliteTimes.To(row.GetInt64(2)), row.GetInt64(0));

    /// <summary>The names of <see cref="RecordQuery.Only"/> as sequences; names of nothing fall away.</summary>
    private static List<long>? Sequences(SqliteSession session, RecordQuery query)
    {
        if (query.Only is null)
        {
            return null;
        }

        var sequences = new List<long>();
        foreach (var text in query.Only)
        {
            var (sql, project, location, id) = NoteName.TryParse(text, out var note)
                ? ("SELECT sequence FROM note WHERE project = $0 AND location = $1 AND id = $2", note.Project.Id, note.Location, note.Id)
                : OccurrenceName.TryParse(text, out var occurrence)
                    ? ("SELECT sequence FROM occurrence WHERE project = $0 AND location = $1 AND id = $2", occurrence.Project.Id, occurrence.Location, occurrence.Id)
                    : ("", "", "", "");
            if (sql.Length > 0 && session.Prepare(sql, project, location, id).ExecuteScalar() is long sequence)
            {
                sequences.Add(sequence);
            }
        }

        return sequences;
    }
}
