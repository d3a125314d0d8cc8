using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Policy.Deployments;
using Gatehouse.Policy.Exceptions;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Images;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Languages.Gatehouse;

internal sealed class GatehouseJudge(ImmutableArray<CompiledImagePolicy> policies, ImmutableArray<PolicyDocument<DeployPolicy>> deployments) : IImageJudge
{
    private readonly ImmutableArray<DeployPolicy> _deployments = [.. deployments.Select(d => d.Policy).OfType<DeployPolicy>()];
    private readonly ImmutableArray<Violation> _problems = [.. policies.SelectMany(p => p.Document.Problems), .. deployments.SelectMany(d => d.Problems)];

    public ImmutableArray<PolicyUse> PoliciesFor(JudgedObject workload)
    {
        var deployed = WorkloadOf(workload);
        return
        [
            .. policies.Where(p => p.Document.Policy?.Match.Covers(deployed) ?? true).Select(p => p.Document.Use),
            .. deployments.Where(d => d.Policy?.Covers(deployed) ?? true).Select(d => d.Use),
        ];
    }

    public FactNeeds NeedsFor(JudgedObject workload, string image)
    {
        var deployed = WorkloadOf(workload);
        return policies.Where(p => p.Document.Policy is { } policy && policy.Match.Covers(deployed) && policy.Match.CoversImage(image)).Aggregate(FactNeeds.None, (needs, p) => needs.With(p.Needs));
    }

    public IEnumerable<Judgement> Judge(JudgedObject workload, ImmutableArray<ImageFacts> images, DateTimeOffset now)
    {
        var deployed = WorkloadOf(workload);
        return
        [
            new(EnforcementMode.Enforce, [.. _problems, .. DeployGate.Judge(_deployments, deployed, images)]),
            .. policies.Select(p => p.Document.Policy is { } policy && policy.Match.Covers(deployed) ? Judge(policy, p.Notes, workload, images, now) : null).OfType<Judgement>(),
        ];
    }

    private static Judgement Judge(ImagePolicy policy, ImmutableArray<string> notes, JudgedObject workload, ImmutableArray<ImageFacts> images, DateTimeOffset now)
    {
        var found = images.Where(i => policy.Match.CoversImage(i.Image)).SelectMany(i => RequirementEvaluator.Evaluate(policy.Requirement, policy.Name, i, now));
        var (standing, excused) = PolicyExceptions.Apply(found, policy.Exceptions, workload.Namespace, now);
        var open = standing.Where(v => policy.FailsOpen && v.Id == ViolationId.FactsUnavailable).ToImmutableArray();
        return new(ModeOf(policy.Mode), [.. standing.Except(open)])
        {
            Warnings = [.. open.Select(v => $"{policy.Name} lets pass what could not be read: {v.Detail}"), .. excused.Select(e => e.ToString()), .. standing.IsEmpty ? [] : notes],
        };
    }

    private static EnforcementMode ModeOf(PolicyMode mode) => mode switch
    {
        PolicyMode.Enforce => EnforcementMode.Enforce,
        PolicyMode.Warn => EnforcementMode.Warn,
        PolicyMode.Audit => EnforcementMode.Audit,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static DeployedWorkload WorkloadOf(JudgedObject workload) =>
        new(workload.Cluster, workload.Namespace, workload.Kind, workload.ServiceAccount, workload.User, workload.Groups);
}
