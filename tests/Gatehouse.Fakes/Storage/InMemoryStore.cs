using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Fakes.Storage;

/// <summary>All store ports in memory: the plainest thing that keeps their contract. Every commit makes a new immutable state, so readers see whole sets.</summary>
public sealed class InMemoryStore : IRecordStore, IDocumentStore, IChangeStore, IAuditStore, IStoreMaintenance
{
    private readonly Lock _gate = new();
    private volatile InMemoryState _state = new();
    private TaskCompletionSource _committed = NewSignal();

    public ValueTask<CommitOutcome> CommitAsync(WriteSet writes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var (outcome, after) = new InMemoryCommit(_state, writes).Run();
            if (outcome is CommitOutcome.Committed)
            {
                _state = after;
                Interlocked.Exchange(ref _committed, NewSignal()).SetResult();
            }

            return new(outcome);
        }
    }

    public ValueTask<StoredProject?> FindProjectAsync(ProjectName name, CancellationToken cancellationToken) => new(_state.Projects.GetValueOrDefault(name));

    public ValueTask<RecordPage<StoredProject>> ListProjectsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var found = _state.Projects.Values.Where(p => p.Sequence > after).OrderBy(p => p.Sequence).Take(limit + 1).ToList();
        return new(found.Count > limit ? new([.. found[..limit]], new(found[limit - 1].Sequence)) : new RecordPage<StoredProject>([.. found], null));
    }

    public ValueTask<StoredNote?> FindNoteAsync(NoteName name, CancellationToken cancellationToken) => new(_state.Notes.GetValueOrDefault(name) is { } note ? Copy(note) : null);

    public ValueTask<StoredOccurrence?> FindOccurrenceAsync(OccurrenceName name, CancellationToken cancellationToken) =>
        new(_state.Occurrences.GetValueOrDefault(name) is { } occurrence ? Copy(occurrence) : null);

    public ValueTask<RecordPage<StoredNote>> ListNotesAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        var listed = _state.Notes.Values.Where(n => IsAsked(query, n.Name.Project, n.Name.Location, n.Name.ToString()));
        var page = new InMemoryList<StoredNote>(query, n => n.Sequence, (n, column) => ColumnValues.Of(n.Name, n.Note, column), n => n.Note).Page(listed);
        return new(page with { Items = [.. page.Items.Select(Copy)] });
    }

    public ValueTask<RecordPage<StoredOccurrence>> ListOccurrencesAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        var list = new InMemoryList<StoredOccurrence>(query, o => o.Sequence, (o, column) => ColumnValues.Of(o.Name, o.Occurrence, column), o => o.Occurrence);
        var page = list.Page(OccurrencesOf(query));
        return new(page with { Items = [.. page.Items.Select(Copy)] });
    }

    public ValueTask<ImmutableArray<SeverityCount>> SummarizeVulnerabilitiesAsync(RecordQuery query, CancellationToken cancellationToken) => new(
    [
        .. OccurrencesOf(query)
            .Where(o => o.Occurrence.Vulnerability is not null && (query.Filter is null || FilterEvaluator.Matches(query.Filter, o.Occurrence)))
            .GroupBy(o => (Uri: ResourceUri.Canonicalize(o.Occurrence.ResourceUri), Severity: SeverityOf(o.Occurrence.Vulnerability)))
            .OrderBy(g => g.Key.Uri, Comparer<string>.Create(CodePoints.Compare)).ThenByDescending(g => (int)g.Key.Severity)
            .Select(g => new SeverityCount(g.MinBy(o => o.Sequence)!.Occurrence.ResourceUri, g.Key.Severity, g.Count(o => o.Occurrence.Vulnerability.FixAvailable), g.Count())),
    ]);

    public ValueTask<Document?> FindDocumentAsync(string collection, string key, CancellationToken cancellationToken) => new(_state.Documents.GetValueOrDefault(new(collection, key)));

    public ValueTask<ImmutableArray<Document>> ListDocumentsAsync(string collection, string prefix, string after, int limit, CancellationToken cancellationToken) => new(
    [
        .. _state.Documents.Values
            .Where(d => d.Collection == collection && d.Key.StartsWith(prefix, StringComparison.Ordinal) && CodePoints.Compare(d.Key, after) > 0)
            .Take(limit),
    ]);

    public ValueTask<ImmutableArray<Change>> ListChangesAsync(ChangeQuery query, CancellationToken cancellationToken)
    {
        var found = _state.Changes.Where(c => c.Revision > query.After && c.Revision <= query.UpTo
            && (query.Since is not { } since || c.Time >= since)
            && (query.ProjectId is null || c.ProjectId == query.ProjectId)
            && (query.ResourceUri is null || (c.Collection == "occurrences" && ResourceUri.Canonicalize(c.ResourceUri) == query.ResourceUri)));
        return new([.. (query.Descending ? found.Reverse() : found).Take(query.Limit)]);
    }

    public ValueTask<long> GetRevisionAsync(CancellationToken cancellationToken) => new(_state.Revision);

    public ValueTask<long> GetTrimmedRevisionAsync(CancellationToken cancellationToken) => new(_state.Trimmed);

    public async ValueTask WaitForChangeAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Volatile.Read(ref _committed).Task;
            if (_state.Revision > after)
            {
                return;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    public ValueTask AppendRefusalsAsync(ImmutableArray<Refusal> refusals, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var first = _state.LastRefusalId + 1;
            _state = _state with { Refusals = _state.Refusals.AddRange(refusals.Select((r, i) => r with { Id = first + i })), LastRefusalId = first + refusals.Length - 1 };
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<Refusal>> ListRefusalsAsync(long before, DateTimeOffset? since, int limit, CancellationToken cancellationToken) =>
        new([.. _state.Refusals.Reverse().Where(r => r.Id < before && (since is null || r.Time >= since)).Take(limit)]);

    public ValueTask<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken) => new(Array.Empty<string>());

    public ValueTask<long> TrimAsync(DateTimeOffset changesBefore, DateTimeOffset refusalsBefore, DateTimeOffset requestsBefore, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // What stays is without holes: a change that is older than one before it stays with it.
            var kept = _state.Changes.SkipWhile(c => c.Time < changesBefore).ToImmutableList();
            var refusals = _state.Refusals.RemoveAll(r => r.Time < refusalsBefore);
            var requests = _state.Requests.Where(r => r.Value.Time >= requestsBefore).ToImmutableDictionary();
            var gone = _state.Changes.Count - kept.Count + _state.Refusals.Count - refusals.Count + _state.Requests.Count - requests.Count;
            _state = _state with { Changes = kept, Refusals = refusals, Requests = requests, Trimmed = kept.IsEmpty ? _state.Revision : kept[0].Revision - 1 };
            return new(gone);
        }
    }

    public ValueTask PingAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private static Severity SeverityOf(VulnerabilityOccurrence vulnerability) =>
        vulnerability.EffectiveSeverity == Severity.Unspecified ? vulnerability.Severity : vulnerability.EffectiveSeverity;

    private IEnumerable<StoredOccurrence> OccurrencesOf(RecordQuery query) => _state.Occurrences.Values.Where(o =>
        IsAsked(query, o.Name.Project, o.Name.Location, o.Name.ToString()) && (query.Note is not { } note || NoteName.Parse(o.Occurrence.NoteName) == note));

    private static bool IsAsked(RecordQuery query, ProjectName project, string location, string name) =>
        (query.Project is not { } asked || asked == project)
        && (query.Location.Length == 0 || query.Location == location)
        && (query.Only is null || query.Only.Contains(name));

    private static StoredNote Copy(StoredNote note) => note with { Note = note.Note.Clone() };

    private static StoredOccurrence Copy(StoredOccurrence occurrence) => occurrence with { Occurrence = occurrence.Occurrence.Clone() };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
