using System.Collections.Immutable;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Reading;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>Collects the notes and occurrences of one report. What a report says twice is kept once.</summary>
internal sealed class ReportBuilder(string format, string tool, ImportContext context, ErrorList errors)
{
    private readonly Dictionary<string, Note> _notes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReportOccurrence> _occurrences = new(StringComparer.Ordinal);
    private readonly List<Finding> _findings = [];
    private readonly List<Action<string>> _late = [];
    private readonly SortedDictionary<string, int> _ignored = new(StringComparer.Ordinal);
    private readonly List<string> _resources = [];
    private int _items;

    public string Tool { get; set; } = tool;

    public string ToolVersion { get; set; } = "";

    public DateTimeOffset? Time { get; set; }

    /// <summary>The resource that the report names; the one that was asked for goes before it.</summary>
    public string? ReportResource { get; set; }

    /// <summary>Where the report names what it is about, for the error when that is no resource.</summary>
    public (Place Place, string Path) SubjectPlace { get; set; }

    /// <summary>Counts something the report has and Grafeas has not.</summary>
    public void Ignore(string what) => _ignored[what] = _ignored.GetValueOrDefault(what) + 1;

    /// <summary>Counts an item of the report against the limit.</summary>
    public void Count(Place place, string path)
    {
        if (++_items > context.Limits.Items)
        {
            throw new ReportException(place.Error(path, $"the report has more than {context.Limits.Items} findings, components or statements"));
        }
    }

    public void Add(Finding finding) => _findings.Add(finding);

    /// <summary>Puts off what needs the resource until it is known.</summary>
    public void AddLate(Action<string> add) => _late.Add(add);

    public void AddNote(string id, Note note) => _notes.TryAdd(id, note);

    public void AddOccurrence(string identity, string noteId, Occurrence occurrence)
    {
        if (_occurrences.TryAdd(identity, new(identity, noteId, occurrence)) && !_resources.Contains(occurrence.ResourceUri))
        {
            _resources.Add(occurrence.ResourceUri);
        }
    }

    public bool TryGet(string identity, out Occurrence occurrence)
    {
        var found = _occurrences.TryGetValue(identity, out var known);
        occurrence = known?.Occurrence!;
        return found;
    }

    /// <summary>The resource of the whole report. When there is none, an error is recorded that says how to name it.</summary>
    public string? RequireResource()
    {
        var resource = context.Resource ?? ReportResource;
        if (resource is null)
        {
            errors.Add(SubjectPlace.Place.Error(
                SubjectPlace.Path ?? "",
                "the report does not say by digest which image or artifact it is about; name it with --resource (parameter \"resource\"), for example https://registry.example/app@sha256:…"));
        }

        return resource;
    }

    /// <summary>Turns the findings into occurrences and records that the tool has looked.</summary>
    /// <param name="cpe">CPE of the distribution, which its packages' findings name; empty when there is none.</param>
    public void FinishScan(string resource, string cpe = "")
    {
        foreach (var finding in _findings)
        {
            AddFinding(cpe.Length > 0 && finding.PackageType == "OS" ? finding with { CpeUri = cpe } : finding, resource);
        }

        _late.ForEach(add => add(resource));
        AddNote(NoteIds.From(Tool), new() { ShortDescription = $"Scans by {Tool}", Discovery = new() { AnalysisKind = NoteKind.Vulnerability } });
        var discovery = new DiscoveryOccurrence
        {
            AnalysisStatus = DiscoveryOccurrence.Types.AnalysisStatus.FinishedSuccess,
            ContinuousAnalysis = DiscoveryOccurrence.Types.ContinuousAnalysis.Inactive,
            AnalysisCompleted = new() { AnalysisType = { "VULNERABILITY" } },
            LastScanTime = Time is { } time ? Timestamp.FromDateTimeOffset(time) : null,
            Cpe = cpe,
        };
        AddOccurrence($"DISCOVERY|{Tool}|{resource}", NoteIds.From(Tool), new() { ResourceUri = resource, Discovery = discovery });
    }

    public ImportedReport Build(bool isScan) => new()
    {
        Format = format,
        Tool = Tool,
        ToolVersion = ToolVersion,
        Time = Time,
        Resources = [.. _resources],
        IsScan = isScan,
        Notes = [.. _notes.Select(n => new ReportNote(n.Key, n.Value))],
        Occurrences = [.. _occurrences.Values],
        Ignored = _ignored.ToImmutableSortedDictionary(StringComparer.Ordinal),
    };

    private void AddFinding(Finding finding, string resource)
    {
        var noteId = NoteIds.From(finding.VulnerabilityId);
        var note = FindingMapper.ToNote(finding);
        if (!_notes.TryAdd(noteId, note))
        {
            Planning.NoteMerge.AddDetails(_notes[noteId], note);
        }

        AddOccurrence(FindingMapper.Identity(finding, Tool, resource), noteId, FindingMapper.ToOccurrence(finding, Tool, resource));
    }
}
