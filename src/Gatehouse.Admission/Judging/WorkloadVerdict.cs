using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Languages;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Judging;

/// <summary>What all policies say of a workload.</summary>
/// <param name="Revision">The facts and policies are at least as new as this place in the order of all changes.</param>
/// <param name="Policies">Those that were asked; none when there are none for it, which admits.</param>
/// <param name="Images">In their order, with what is known of them.</param>
public sealed record WorkloadVerdict(long Revision, ImmutableArray<PolicyUse> Policies, ImmutableArray<ImageFacts> Images, ImmutableArray<Judgement> Judgements)
{
    /// <summary>What refuses.</summary>
    public ImmutableArray<Violation> Violations => ViolationsOf(EnforcementMode.Enforce);

    /// <summary>What would refuse, in policies that only warn.</summary>
    public ImmutableArray<Violation> Advisories => ViolationsOf(EnforcementMode.Warn);

    /// <summary>Likewise in policies that tell nobody but the record.</summary>
    public ImmutableArray<Violation> Audited => ViolationsOf(EnforcementMode.Audit);

    public ImmutableArray<string> Warnings => [.. Judgements.SelectMany(j => j.Warnings)];

    private ImmutableArray<Violation> ViolationsOf(EnforcementMode mode) => [.. Judgements.Where(j => j.Mode == mode).SelectMany(j => j.Violations)];
}
