using System.Collections.Immutable;

namespace Gatehouse.Admission.Decisions;

/// <summary>A page of decisions, newest first. <paramref name="NextPageToken"/> is empty on the last page.</summary>
public sealed record DecisionList(ImmutableArray<Decision> Decisions, string NextPageToken);
