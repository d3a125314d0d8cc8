using System.Collections.Immutable;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Languages;

/// <summary>What one or several policies say, and what follows from it.</summary>
/// <param name="Mode">What a violation leads to.</param>
public sealed record Judgement(EnforcementMode Mode, ImmutableArray<Violation> Violations)
{
    /// <summary>What whoever deploys should know whether it is admitted or not.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
