using System.Collections.Immutable;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Kinds;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.Validation;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Ingestion.Planning;

/// <summary>
/// Compares a report with what is stored and says what to write. Pure: the same report against the same facts gives the same plan, and against the facts it has made, an empty one.
/// </summary>
internal sealed class ImportPlanner
{
    private readonly ProjectName _project;
    private readonly ImportedReport _report;
    private readonly StoredFacts _stored;
    private readonly Timestamp _now;
    private readonly List<RecordWrite> _writes = [];
    private readonly List<FieldError> _errors = [];
    private readonly SortedDictionary<string, ChangeCounts> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private ChangeCounts _notes = new();

    private ImportPlanner(ProjectName project, ImportedReport report, StoredFacts stored, DateTimeOffset now) =>
        (_project, _report, _stored, _now) = (project, report, stored, Timestamp.FromDateTimeOffset(now));

    public static ImportPlan Plan(ProjectName project, ImportedReport report, StoredFacts stored, DateTimeOffset now) => new ImportPlanner(project, report, stored, now).Plan();

    private ImportPlan Plan()
    {
        if (_report.IsScan && IsOutdated())
        {
            return new([], new(_notes, Counts(), IsOutdated: true), []);
        }

        foreach (var note in _report.Notes)
        {
            PlanNote(note);
        }

        foreach (var occurrence in _report.Occurrences)
        {
            PlanOccurrence(occurrence);
        }

        if (_report.IsScan)
        {
            CloseVanished();
        }

        return _errors.Count > 0 ? new([], new(new(), ImmutableSortedDictionary<string, ChangeCounts>.Empty), [.. _errors]) : new([.. _writes], new(_notes, Counts()), []);
    }

    /// <summary>Reports can arrive late: one that is older than the last scan says nothing of the present.</summary>
    private bool IsOutdated() =>
        _report.Time is { } time
        && _report.Occurrences.FirstOrDefault(o => o.Occurrence.DetailsCase == Occurrence.DetailsOneofCase.Discovery) is { } discovery
        && _stored.Occurrences.TryGetValue(OccurrenceIds.Of(_project, discovery.Identity).ToString(), out var last)
        && last.Occurrence.Discovery?.LastScanTime is { } lastTime
        && lastTime.CompareTo(Timestamp.FromDateTimeOffset(time)) > 0;

    private void PlanNote(ReportNote item)
    {
        var name = new NoteName(_project, "", item.Id);
        if (!_stored.Notes.TryGetValue(item.Id, out var stored))
        {
            var note = item.Note.Clone();
            NoteValidator.Validate(note, $"notes[{item.Id}]", _errors);
            (note.Name, note.Kind, note.CreateTime, note.UpdateTime) = (name.ToString(), NoteKinds.Of(note), _now, _now);
            _writes.Add(new RecordWrite.CreateNote(name, note));
            _notes = _notes with { Created = _notes.Created + 1 };
            return;
        }

        if (NoteKinds.Of(stored.Note) != NoteKinds.Of(item.Note))
        {
            _errors.Add(new(name.ToString(), $"exists, but is of kind {NoteKinds.NameOf(stored.Note.Kind)}; the report needs it to be of kind {NoteKinds.NameOf(NoteKinds.Of(item.Note))}"));
            return;
        }

        var merged = stored.Note.Clone();
        if (!NoteMerge.AddDetails(merged, item.Note))
        {
            _notes = _notes with { Unchanged = _notes.Unchanged + 1 };
            return;
        }

        NoteValidator.Validate(merged, $"notes[{item.Id}]", _errors);
        merged.UpdateTime = _now;
        _writes.Add(new RecordWrite.UpdateNote(name, merged, stored.Revision));
        _notes = _notes with { Updated = _notes.Updated + 1 };
    }

    private void PlanOccurrence(ReportOccurrence item)
    {
        var name = OccurrenceIds.Of(_project, item.Identity);
        _reported.Add(name.ToString());
        var occurrence = item.Occurrence.Clone();
        (occurrence.Name, occurrence.NoteName, occurrence.Kind) = (name.ToString(), new NoteName(_project, "", item.NoteId).ToString(), NoteKinds.Of(occurrence));
        if (_stored.Occurrences.TryGetValue(occurrence.Name, out var stored))
        {
            PlanUpdate(name, occurrence, stored);
            return;
        }

        OccurrenceValidator.Validate(occurrence, $"occurrences[{item.Identity}]", _errors);
        (occurrence.CreateTime, occurrence.UpdateTime) = (_now, _now);
        _writes.Add(new RecordWrite.CreateOccurrence(name, occurrence));
        Count(occurrence, c => c with { Created = c.Created + 1 });
    }

    private void PlanUpdate(OccurrenceName name, Occurrence occurrence, StoredOccurrence stored)
    {
        if (NoteKinds.Of(stored.Occurrence) != occurrence.Kind)
        {
            _errors.Add(new(occurrence.Name, $"exists, but is of kind {NoteKinds.NameOf(NoteKinds.Of(stored.Occurrence))}"));
            return;
        }

        var isClosed = FindingClosure.IsClosed(stored.Occurrence);
        FindingClosure.KeepDecisions(stored.Occurrence, occurrence);
        if (occurrence.Kind == NoteKind.Package)
        {
            PackageMerge.Keep(stored.Occurrence, occurrence);
        }

        (occurrence.CreateTime, occurrence.UpdateTime, occurrence.ResourceUri) = (stored.Occurrence.CreateTime, stored.Occurrence.UpdateTime, stored.Occurrence.ResourceUri);
        if (occurrence.Equals(stored.Occurrence))
        {
            Count(occurrence, c => c with { Unchanged = c.Unchanged + 1 });
            return;
        }

        OccurrenceValidator.Validate(occurrence, occurrence.Name, _errors);
        occurrence.UpdateTime = _now;
        _writes.Add(new RecordWrite.UpdateOccurrence(name, occurrence, stored.Revision));
        Count(occurrence, c => isClosed ? c with { Reopened = c.Reopened + 1 } : c with { Updated = c.Updated + 1 });
    }

    private void CloseVanished()
    {
        foreach (var stored in _stored.Occurrences.Values.Where(o => !_reported.Contains(o.Name.ToString()) && FindingClosure.IsFindingOf(o.Occurrence, _report.Tool)).OrderBy(o => o.Sequence))
        {
            if (FindingClosure.Close(stored.Occurrence, _report) is { } closed)
            {
                closed.UpdateTime = _now;
                _writes.Add(new RecordWrite.UpdateOccurrence(stored.Name, closed, stored.Revision));
                Count(closed, c => c with { Closed = c.Closed + 1 });
            }
        }
    }

    private void Count(Occurrence occurrence, Func<ChangeCounts, ChangeCounts> add)
    {
        var kind = NoteKinds.NameOf(occurrence.Kind);
        _counts[kind] = add(_counts.GetValueOrDefault(kind, new()));
    }

    private ImmutableSortedDictionary<string, ChangeCounts> Counts() => _counts.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
