using System.Collections.Immutable;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Ingestion.Planning;

/// <summary>What the store has that a report may change.</summary>
/// <param name="Notes">By id: those the report needs and that exist.</param>
/// <param name="Occurrences">By full name: all of the report's resources in the project.</param>
internal sealed record StoredFacts(IReadOnlyDictionary<string, StoredNote> Notes, IReadOnlyDictionary<string, StoredOccurrence> Occurrences)
{
    public static readonly StoredFacts None = new(ImmutableDictionary<string, StoredNote>.Empty, ImmutableDictionary<string, StoredOccurrence>.Empty);
}
