using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Admission.Languages;

/// <summary>All policies of one language, ready to judge. Values in, values out; safe for many threads.</summary>
public interface IImageJudge
{
    /// <summary>The documents that have a say about a workload, readable or not; empty when none has.</summary>
    ImmutableArray<PolicyUse> PoliciesFor(JudgedObject workload);

    /// <summary>What has to be found out of an image of a workload before it can be judged.</summary>
    /// <param name="image">As written, or with the digest that its tag was resolved to.</param>
    FactNeeds NeedsFor(JudgedObject workload, string image);

    /// <param name="images">Of the workload, in its order, with all that was asked for.</param>
    IEnumerable<Judgement> Judge(JudgedObject workload, ImmutableArray<ImageFacts> images, DateTimeOffset now);
}
