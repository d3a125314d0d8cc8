using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Kritis;

namespace Gatehouse.Admission.Languages.Kritis;

/// <param name="requireScan">Images that nobody has scanned are refused, which Kritis has no rule for.</param>
internal sealed class KritisJudge(FrozenDictionary<string, KritisNamespace> namespaces, bool requireScan) : IImageJudge
{
    private static readonly KritisRules Rules = new();

    public ImmutableArray<PolicyUse> PoliciesFor(JudgedObject workload) => Find(workload)?.Uses ?? [];

    public FactNeeds NeedsFor(JudgedObject workload, string image) => Find(workload)?.Needs ?? FactNeeds.None;

    public IEnumerable<Judgement> Judge(JudgedObject workload, ImmutableArray<ImageFacts> images, DateTimeOffset now)
    {
        if (Find(workload) is not { } policies)
        {
            return [];
        }

        var request = new KritisRequest
        {
            Kind = workload.Kind,
            Images = images,
            GenericAttestationPolicies = policies.AttestationPolicies,
            ImageSecurityPolicies = policies.SecurityPolicies,
        };
        var surroundings = new Surroundings { Authorities = [.. policies.Attestors.Select(a => a.Name)], RequireScan = requireScan };
        var decision = KritisGate.Decide(request, surroundings, Rules);
        return [new(EnforcementMode.Enforce, [.. policies.Problems, .. decision.Verdict.Violations]) { Warnings = policies.SecurityPolicies.IsEmpty ? [] : [.. ScanWarnings.Of(images)] }];
    }

    private KritisNamespace? Find(JudgedObject workload) => namespaces.GetValueOrDefault(workload.Namespace);
}
