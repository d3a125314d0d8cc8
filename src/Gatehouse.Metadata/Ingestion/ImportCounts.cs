using System.Collections.Immutable;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>What an import did.</summary>
/// <param name="Occurrences">By kind as the API spells it, for example <c>VULNERABILITY</c>.</param>
/// <param name="IsOutdated">The tool has scanned the resource again since; nothing of the report was used.</param>
public sealed record ImportCounts(ChangeCounts Notes, ImmutableSortedDictionary<string, ChangeCounts> Occurrences, bool IsOutdated = false)
{
    public bool IsChanged => Notes.Changed > 0 || Occurrences.Values.Any(c => c.Changed > 0);
}
