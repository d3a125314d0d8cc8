using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Registries;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Admission.Languages.Kritis;

/// <summary>Kritis's policies for whoever signs, which admission does not look at: findings (<c>VulnzSigningPolicy</c>) and the source of builds (<c>BuildPolicy</c>).</summary>
internal sealed class SigningJudge(ImmutableArray<PolicyDocument<VulnzSigningPolicy>> vulnerabilities, ImmutableArray<PolicyDocument<BuildPolicy>> builds) : IImageJudge
{
    private readonly ImmutableArray<(string Name, Requirement Requirement)> _requirements =
    [
        .. vulnerabilities.Select(d => d.Policy).OfType<VulnzSigningPolicy>().Select(p => (p.Name, p.Requirement)),
        .. builds.Select(d => d.Policy).OfType<BuildPolicy>().Select(p => ($"{p.Namespace}/{p.Name}", p.Requirement)),
    ];

    public ImmutableArray<PolicyUse> PoliciesFor(JudgedObject workload) => [.. vulnerabilities.Select(d => d.Use), .. builds.Select(d => d.Use)];

    public FactNeeds NeedsFor(JudgedObject workload, string image) => _requirements.Aggregate(FactNeeds.None, (needs, r) => needs.With(RequirementNeeds.Of(r.Requirement, EvidencePlace.Beside)));

    public IEnumerable<Judgement> Judge(JudgedObject workload, ImmutableArray<ImageFacts> images, DateTimeOffset now) =>
        [new(EnforcementMode.Enforce, [.. images.SelectMany(i => _requirements.SelectMany(r => RequirementEvaluator.Evaluate(r.Requirement, r.Name, i, now)))])];
}
