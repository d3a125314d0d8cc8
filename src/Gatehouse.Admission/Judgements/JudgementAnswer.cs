using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Judgements;

/// <summary>What policies say. It is no decision: nothing is kept.</summary>
public sealed record JudgementAnswer(
    bool Allowed, long FactRevision, ImmutableArray<PolicyUse> Policies, ImmutableArray<ImageUse> Images, ImmutableArray<Violation> Violations, ImmutableArray<Advisory> Advisories, ImmutableArray<string> Warnings);
