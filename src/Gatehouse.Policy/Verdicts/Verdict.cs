using System.Collections.Immutable;

namespace Gatehouse.Policy.Verdicts;

/// <summary>A decision and every reason for it. Empty means admitted.</summary>
public sealed record Verdict(ImmutableArray<Violation> Violations)
{
    public static readonly Verdict Admitted = new([]);

    public bool IsAdmitted => Violations.IsEmpty;

    public bool Equals(Verdict? other) => other is not null && Violations.SequenceEqual(other.Violations);

    public override int GetHashCode() => Violations.Aggregate(0, HashCode.Combine);
}
