using System.Collections.Immutable;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Services.Tests;

/// <summary>A store of documents and given occurrences that hands out small pages and can be told to break down, as a whole or for writes only.</summary>
internal sealed class SmallStore : IRecordStore, IDocumentStore, IChangeStore
{
    private readonly SortedDictionary<(string Collection, string Key), Document> _documents = [];
    private static readonly WriteOrigin Origin = new("", "", "");
    private readonly List<Change> _changes = [];
    private long _revision;

    public List<StoredOccurrence> Occurrences { get; } = [];

    public int PageSize { get; init; } = 2;

    /// <summary>What every call, or every write, throws.</summary>
    public Exception? Failure { get; set; }

    public Exception? WriteFailure { get; set; }

    /// <summary>What reading occurrences throws; documents stay readable.</summary>
    public Exception? FactFailure { get; set; }

    /// <summary>Runs before a commit is looked at: another writer coming in between.</summary>
    public Action? BeforeCommit { get; set; }

    public void Add(Occurrence occurrence)
    {
        var name = OccurrenceName.Parse($"projects/p{Occurrences.Count % 3}/occurrences/o{Occurrences.Count}");
        Occurrences.Add(new(name, occurrence, ++_revision, _revision));
        _changes.Add(new(_revision, default, ChangeType.Created, "occurrences", name.ToString(), "", occurrence.Kind, occurrence.ResourceUri, Origin));
    }

    public ValueTask<CommitOutcome> CommitAsync(WriteSet writes, CancellationToken cancellationToken)
    {
        Throw(WriteFailure);
        BeforeCommit?.Invoke();
        var refusals = writes.Writes.Index().Select(w => Check(w.Index, w.Item)).OfType<WriteRefusal>().ToImmutableArray();
        if (!refusals.IsEmpty)
        {
            return ValueTask.FromResult<CommitOutcome>(new CommitOutcome.Refused(refusals));
        }

        var first = _revision + 1;
        foreach (var write in writes.Writes)
        {
            Make(write);
        }

        return ValueTask.FromResult<CommitOutcome>(new CommitOutcome.Committed(first));
    }

    public ValueTask<RecordPage<StoredOccurrence>> ListOccurrencesAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        Throw(FactFailure);
        var rest = Occurrences.Where(o => o.Sequence > (query.After?.Sequence ?? 0)).ToArray();
        var seen = rest.Take(PageSize).ToArray();
        var items = seen.Where(o => query.Filter is null || FilterEvaluator.Matches(query.Filter, o.Occurrence));
        return ValueTask.FromResult(new RecordPage<StoredOccurrence>([.. items], rest.Length > PageSize ? new(seen[^1].Sequence) : null));
    }

    public ValueTask<Document?> FindDocumentAsync(string collection, string key, CancellationToken cancellationToken)
    {
        Throw(null);
        return ValueTask.FromResult(_documents.GetValueOrDefault((collection, key)));
    }

    public ValueTask<ImmutableArray<Document>> ListDocumentsAsync(string collection, string prefix, string after, int limit, CancellationToken cancellationToken)
    {
        Throw(null);
        return ValueTask.FromResult<ImmutableArray<Document>>(
        [
            .. _documents.Values
                .Where(d => d.Collection == collection && d.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(d.Key, after) > 0)
                .OrderBy(d => d.Key, StringComparer.Ordinal).Take(limit),
        ]);
    }

    public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken)
    {
        Throw(null);
        return ValueTask.FromResult(_revision);
    }

    public ValueTask<ImmutableArray<Change>> ListChangesAsync(ChangeQuery query, CancellationToken cancellationToken)
    {
        Throw(null);
        return ValueTask.FromResult<ImmutableArray<Change>>([.. _changes.Where(c => c.Revision > query.After && c.Revision <= query.UpTo).Take(query.Limit)]);
    }

    public ValueTask<long> GetTrimmedRevisionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask WaitForChangeAsync(long after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoredProject?> FindProjectAsync(ProjectName name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<RecordPage<StoredProject>> ListProjectsAsync(long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoredNote?> FindNoteAsync(NoteName name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoredOccurrence?> FindOccurrenceAsync(OccurrenceName name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<RecordPage<StoredNote>> ListNotesAsync(RecordQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<ImmutableArray<SeverityCount>> SummarizeVulnerabilitiesAsync(RecordQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

    private WriteRefusal? Check(int index, RecordWrite write)
    {
        var (key, expected) = write switch
        {
            RecordWrite.PutDocument put => ((put.Collection, put.Key), put.ExpectedRevision),
            RecordWrite.DeleteDocument delete => ((delete.Collection, delete.Key), delete.ExpectedRevision),
            _ => throw new NotSupportedException(),
        };
        var revision = _documents.GetValueOrDefault(key)?.Revision ?? 0;
        return write is RecordWrite.DeleteDocument && revision == 0 ? new(index, WriteRefusalReason.NotFound, key.Key)
            : expected is not null && expected != revision ? new(index, WriteRefusalReason.RevisionMismatch, key.Key)
            : null;
    }

    private void Make(RecordWrite write)
    {
        _revision++;
        if (write is RecordWrite.PutDocument put)
        {
            _documents[(put.Collection, put.Key)] = new(put.Collection, put.Key, put.Content, _revision);
            _changes.Add(new(_revision, default, ChangeType.Updated, put.Collection, put.Key, "", default, "", Origin));
        }
        else if (write is RecordWrite.DeleteDocument delete)
        {
            _ = _documents.Remove((delete.Collection, delete.Key));
            _changes.Add(new(_revision, default, ChangeType.Deleted, delete.Collection, delete.Key, "", default, "", Origin));
        }
    }

    private void Throw(Exception? special)
    {
        if ((Failure ?? special) is { } failure)
        {
            throw failure;
        }
    }
}
