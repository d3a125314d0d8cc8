using System.Collections.Immutable;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>What a report says, in Grafeas' words.</summary>
public sealed record ImportedReport
{
    public required string Format { get; init; }

    /// <summary>The tool that made the report, lower case, for example <c>trivy</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>Empty when the report does not say.</summary>
    public string ToolVersion { get; init; } = "";

    /// <summary>When the report was made; null when it does not say.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>What the report is about, in its order; never empty.</summary>
    public required ImmutableArray<string> Resources { get; init; }

    /// <summary>Whether it lists all that <see cref="Tool"/> finds in the resource, so that what it no longer lists is gone.</summary>
    public bool IsScan { get; init; }

    public required ImmutableArray<ReportNote> Notes { get; init; }

    /// <summary>No two have the same identity.</summary>
    public required ImmutableArray<ReportOccurrence> Occurrences { get; init; }

    /// <summary>What the report has and Grafeas has no kind for, counted, for example <c>licences</c>.</summary>
    public ImmutableSortedDictionary<string, int> Ignored { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}
