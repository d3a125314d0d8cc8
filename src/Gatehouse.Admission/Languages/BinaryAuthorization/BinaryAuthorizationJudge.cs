using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Registries;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Policy.BinaryAuthorization;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Languages.BinaryAuthorization;

/// <summary>All policies of projects and platforms: they are for every namespace.</summary>
internal sealed class BinaryAuthorizationJudge : IImageJudge
{
    private readonly ImmutableArray<BinaryAuthorizationPolicy> _projects;
    private readonly ImmutableArray<PlatformPolicy> _platforms;
    private readonly ImmutableArray<Attestor> _attestors;
    private readonly ImmutableArray<BinaryAuthorizationPattern> _systemImages;
    private readonly EnforcementMode _platformMode;
    private readonly ImmutableArray<PolicyUse> _uses;
    private readonly ImmutableArray<Violation> _problems;
    private readonly FactNeeds _needs;

    public BinaryAuthorizationJudge(
        ImmutableArray<PolicyDocument<BinaryAuthorizationPolicy>> projects,
        ImmutableArray<PolicyDocument<PlatformPolicy>> platforms,
        ImmutableArray<PolicyDocument<Attestor>> attestors,
        ImmutableArray<BinaryAuthorizationPattern> systemImages,
        EnforcementMode platformMode)
    {
        (_systemImages, _platformMode) = (systemImages, platformMode);
        _projects = [.. projects.Select(d => d.Policy).OfType<BinaryAuthorizationPolicy>()];
        _platforms = [.. platforms.Select(d => d.Policy).OfType<PlatformPolicy>()];
        var names = _projects.SelectMany(p => p.AttestorNames).ToHashSet(StringComparer.Ordinal);
        var named = attestors.Where(a => names.Contains($"projects/{a.Stored.Namespace}/attestors/{a.Stored.Name}")).ToArray();
        _attestors = [.. named.Select(d => d.Policy).OfType<Attestor>()];
        _uses = [.. projects.Select(d => d.Use), .. platforms.Select(d => d.Use), .. named.Select(d => d.Use)];
        _problems = [.. projects.SelectMany(d => d.Problems), .. platforms.SelectMany(d => d.Problems), .. named.SelectMany(d => d.Problems)];
        _needs = _platforms.SelectMany(p => p.CheckSets).SelectMany(s => s.Checks).Select(c => RequirementNeeds.Of(c.Requirement, EvidencePlace.Beside))
            .Aggregate(new FactNeeds { Attestors = _attestors }, (all, needs) => all.With(needs));
    }

    public ImmutableArray<PolicyUse> PoliciesFor(JudgedObject workload) => _uses;

    public FactNeeds NeedsFor(JudgedObject workload, string image) => _needs;

    public IEnumerable<Judgement> Judge(JudgedObject workload, ImmutableArray<ImageFacts> images, DateTimeOffset now)
    {
        var request = new BinaryAuthorizationRequest
        {
            Cluster = workload.Cluster,
            Namespace = workload.Namespace,
            ServiceAccount = workload.ServiceAccount,
            Images = images,
            SystemImages = _systemImages,
            Attestors = [.. _attestors.Select(a => a.Name)],
        };
        return
        [
            new(EnforcementMode.Enforce, _problems),
            .. _projects.Select(p => BinaryAuthorizationGate.Decide(p, request)).Select(d => new Judgement(d.IsDryRun ? EnforcementMode.Warn : EnforcementMode.Enforce, d.Judged.Violations)),
            .. _platforms.Select(p => new Judgement(_platformMode, [.. images.SelectMany(i => Judge(p, workload, i, now))])),
        ];
    }

    /// <summary>A build counts on the word of Cloud Build alone, whose keys nobody can configure here yet: what other keys say of builds is another policy's matter.</summary>
    private static ImmutableArray<Violation> Judge(PlatformPolicy policy, JudgedObject workload, ImageFacts image, DateTimeOffset now) =>
        PlatformPolicyEvaluator.Evaluate(policy, workload.Namespace, workload.ServiceAccount, image with { Builds = [] }, now).Verdict.Violations;
}
