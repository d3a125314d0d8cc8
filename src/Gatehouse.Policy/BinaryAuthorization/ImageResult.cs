using System.Collections.Immutable;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>What a platform policy says of one image.</summary>
/// <param name="MatchedPattern">The exemption of the policy or its check set that decided; empty when none did.</param>
/// <param name="CheckSet">Index of the set that applied; -1 when none did.</param>
public sealed record ImageResult(string Image, Conformance Conformance, string MatchedPattern, int CheckSet, ImmutableArray<CheckResult> Checks)
{
    public Verdict Verdict => new([.. Checks.SelectMany(c => c.Verdict.Violations)]);
}
