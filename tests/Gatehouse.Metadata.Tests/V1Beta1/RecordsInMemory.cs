using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Google.Protobuf;

namespace Gatehouse.Metadata.Tests.V1Beta1;

/// <summary>As much of a store as one client needs: no revisions to lose, no request ids. Messages go through bytes, as in every store.</summary>
internal sealed class RecordsInMemory : IRecordStore, IDocumentStore, IChangeStore
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, StoredProject> _projects = [];
    private readonly SortedDictionary<long, StoredNote> _notes = [];
    private readonly SortedDictionary<long, StoredOccurrence> _occurrences = [];
    private readonly Dictionary<(string, string), Document> _documents = [];
    private long _revision;

    public ValueTask<CommitOutcome> CommitAsync(WriteSet writes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var refusals = writes.Writes.Select(Refuse).OfType<WriteRefusal>().ToImmutableArray();
            if (!refusals.IsEmpty)
            {
                return ValueTask.FromResult<CommitOutcome>(new CommitOutcome.Refused(refusals));
            }

            var first = _revision + 1;
            foreach (var write in writes.Writes)
            {
                Make(write, ++_revision);
            }

            return ValueTask.FromResult<CommitOutcome>(new CommitOutcome.Committed(first));
        }
    }

    public ValueTask<StoredProject?> FindProjectAsync(ProjectName name, CancellationToken cancellationToken) => new(_projects.Values.FirstOrDefault(p => p.Name == name));

    public ValueTask<RecordPage<StoredProject>> ListProjectsAsync(long after, int limit, CancellationToken cancellationToken) =>
        new(Page(_projects.Values.Where(p => p.Sequence > after), limit, p => p.Sequence));

    public ValueTask<StoredNote?> FindNoteAsync(NoteName name, CancellationToken cancellationToken) => new(_notes.Values.FirstOrDefault(n => n.Name == name));

    public ValueTask<StoredOccurrence?> FindOccurrenceAsync(OccurrenceName name, CancellationToken cancellationToken) => new(_occurrences.Values.FirstOrDefault(o => o.Name == name));

    public ValueTask<RecordPage<StoredNote>> ListNotesAsync(RecordQuery query, CancellationToken cancellationToken) => new(Page(
        _notes.Values.Where(n => n.Name.Project == query.Project && n.Sequence > (query.After?.Sequence ?? 0) && Matches(query, n.Note)), query.Limit, n => n.Sequence));

    public ValueTask<RecordPage<StoredOccurrence>> ListOccurrencesAsync(RecordQuery query, CancellationToken cancellationToken) =>
        new(Page(Select(query).Where(o => o.Sequence > (query.After?.Sequence ?? 0)), query.Limit, o => o.Sequence));

    public ValueTask<ImmutableArray<SeverityCount>> SummarizeVulnerabilitiesAsync(RecordQuery query, CancellationToken cancellationToken) => new(
    [
        .. Select(query).Select(o => o.Occurrence).Where(o => o.Vulnerability is not null)
            .GroupBy(o => (ResourceUri.Canonicalize(o.ResourceUri), o.Vulnerability.Severity))
            .Select(g => new SeverityCount(g.First().ResourceUri, g.Key.Severity, g.Count(o => o.Vulnerability.FixAvailable), g.Count())),
    ]);

    public ValueTask<Document?> FindDocumentAsync(string collection, string key, CancellationToken cancellationToken) => new(_documents.GetValueOrDefault((collection, key)));

    public ValueTask<ImmutableArray<Document>> ListDocumentsAsync(string collection, string prefix, string after, int limit, CancellationToken cancellationToken) => new([]);

    public ValueTask<ImmutableArray<Change>> ListChangesAsync(ChangeQuery query, CancellationToken cancellationToken) => new([]);

    public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken) => new(_revision);

    public ValueTask<long> GetTrimmedRevisionAsync(CancellationToken cancellationToken) => new(0L);

    public ValueTask WaitForChangeAsync(long after, CancellationToken cancellationToken) => new(Task.Delay(Timeout.Infinite, cancellationToken));

    private IEnumerable<StoredOccurrence> Select(RecordQuery query) => _occurrences.Values.Where(o =>
        (query.Project is null || o.Name.Project == query.Project) && (query.Note is null || o.Occurrence.NoteName == query.Note.ToString()) && Matches(query, o.Occurrence));

    private static bool Matches(RecordQuery query, IMessage record) => query.Filter is null || FilterEvaluator.Matches(query.Filter, record);

    private static RecordPage<T> Page<T>(IEnumerable<T> items, int limit, Func<T, long> sequence)
    {
        var page = items.Take(limit + 1).ToImmutableArray();
        return page.Length <= limit ? new(page, null) : new(page[..limit], new(sequence(page[limit - 1])));
    }

    private WriteRefusal? Refuse(RecordWrite write, int index) => write switch
    {
        RecordWrite.CreateProject create when _projects.Values.Any(p => p.Name == create.Name) => new(index, WriteRefusalReason.AlreadyExists, create.Name.ToString()),
        RecordWrite.CreateNote create when _notes.Values.Any(n => n.Name == create.Name) => new(index, WriteRefusalReason.AlreadyExists, create.Name.ToString()),
        RecordWrite.DeleteNote delete when _occurrences.Values.FirstOrDefault(o => o.Occurrence.NoteName == delete.Name.ToString()) is { } user => new(index, WriteRefusalReason.NoteInUse, user.Name.ToString()),
        RecordWrite.CreateOccurrence create => Refuse(create.Occurrence, index),
        _ => null,
    };

    private WriteRefusal? Refuse(Occurrence occurrence, int index)
    {
        var note = _notes.Values.FirstOrDefault(n => n.Name.ToString() == occurrence.NoteName)?.Note;
        return note is null ? new(index, WriteRefusalReason.NoteNotFound, occurrence.NoteName)
            : note.Kind != occurrence.Kind ? new(index, WriteRefusalReason.KindMismatch, note.Kind.ToString())
            : null;
    }

    private void Make(RecordWrite write, long revision)
    {
        switch (write)
        {
            case RecordWrite.CreateProject create: _projects.Add(revision, new(create.Name, create.CreateTime, revision)); break;
            case RecordWrite.CreateNote create: _notes.Add(revision, new(create.Name, Stored(create.Note), revision, revision)); break;
            case RecordWrite.UpdateNote update:
                var note = _notes.Values.Single(n => n.Name == update.Name);
                _notes[note.Sequence] = note with { Note = Stored(update.Note), Revision = revision };
                break;
            case RecordWrite.DeleteNote delete: _notes.Remove(_notes.Values.Single(n => n.Name == delete.Name).Sequence); break;
            case RecordWrite.CreateOccurrence create: _occurrences.Add(revision, new(create.Name, Stored(create.Occurrence), revision, revision)); break;
            case RecordWrite.UpdateOccurrence update:
                var occurrence = _occurrences.Values.Single(o => o.Name == update.Name);
                _occurrences[occurrence.Sequence] = occurrence with { Occurrence = Stored(update.Occurrence), Revision = revision };
                break;
            case RecordWrite.DeleteOccurrence delete: _occurrences.Remove(_occurrences.Values.Single(o => o.Name == delete.Name).Sequence); break;
            case RecordWrite.PutDocument put: _documents[(put.Collection, put.Key)] = new(put.Collection, put.Key, put.Content, revision); break;
            default: throw new NotSupportedException($"No test here writes {write.GetType().Name}.");
        }
    }

    private static Note Stored(Note note) => Note.Parser.ParseFrom(note.ToByteArray());

    private static Occurrence Stored(Occurrence occurrence) => Occurrence.Parser.ParseFrom(occurrence.ToByteArray());
}
