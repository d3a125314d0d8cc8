using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Languages;
using Gatehouse.Policy.Exceptions;

namespace Gatehouse.Admission.Judging;

/// <summary>What all policies say, whichever languages they are written in, as of one state of the stored documents.</summary>
/// <param name="Exceptions">What is let pass whichever policy says no, with the documents they stand in.</param>
public sealed record PolicyState(ImmutableArray<IImageJudge> Judges, ImmutableArray<PolicyDocument<PolicyException>> Exceptions)
{
    public ImmutableArray<PolicyUse> PoliciesFor(JudgedObject workload) => [.. Judges.SelectMany(j => j.PoliciesFor(workload))];

    public FactNeeds NeedsFor(JudgedObject workload, string image) => Judges.Aggregate(FactNeeds.None, (needs, judge) => needs.With(judge.NeedsFor(workload, image)));
}
