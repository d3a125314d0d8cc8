using System.Collections.Frozen;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Changes;

/// <summary>Which changes a reader wants, and how much of them.</summary>
public sealed record ChangeSelection
{
    /// <summary>Null for all projects.</summary>
    public ProjectName? Project { get; init; }

    public required FrozenSet<string> Collections { get; init; }

    /// <summary>Whether there is a filter at all; deleted records match none.</summary>
    public bool HasFilter { get; init; }

    public FilterExpression? Occurrences { get; init; }

    public FilterExpression? Notes { get; init; }

    public bool IncludeRecord { get; init; }

    /// <summary>Whether events say who and from where.</summary>
    public bool ShowOrigin { get; init; }
}
