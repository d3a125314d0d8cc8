using System.Collections.Immutable;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Ingestion.Planning;

/// <summary>What an import writes, in order: notes before the occurrences that need them.</summary>
/// <param name="Errors">Why it cannot be written; then there are no writes.</param>
internal sealed record ImportPlan(ImmutableArray<RecordWrite> Writes, ImportCounts Counts, ImmutableArray<FieldError> Errors);
