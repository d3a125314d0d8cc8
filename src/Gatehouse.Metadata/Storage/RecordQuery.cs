using System.Collections.Frozen;
using Gatehouse.Artifacts.Names;
using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Storage;

/// <summary>Which notes or occurrences, in which order, from where on.</summary>
public sealed record RecordQuery
{
    /// <summary>Null for all projects.</summary>
    public ProjectName? Project { get; init; }

    /// <summary>Empty for all locations.</summary>
    public string Location { get; init; } = "";

    /// <summary>Only occurrences of this note.</summary>
    public NoteName? Note { get; init; }

    /// <summary>Null for no filter.</summary>
    public FilterExpression? Filter { get; init; }

    /// <summary>Null for the order of creation.</summary>
    public OrderTerm? Order { get; init; }

    public PageCursor? After { get; init; }

    /// <summary>Only records with these full names, when not null.</summary>
    public FrozenSet<string>? Only { get; init; }

    /// <summary>Most items of a page, at least 1.</summary>
    public int Limit { get; init; } = 1_000;

    /// <summary>
    /// Most rows a page may look at when the filter has to be decided row by row. A page that ends there may hold fewer items than asked for, even none,
    /// and still has a <c>Next</c>.
    /// </summary>
    public int ScanLimit { get; init; } = 100_000;
}
