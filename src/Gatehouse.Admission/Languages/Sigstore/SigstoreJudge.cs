using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Registries;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Sigstore;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Languages.Sigstore;

/// <summary>All cluster image policies. While there is none nobody is judged, whatever happens to images without one.</summary>
internal sealed class SigstoreJudge(ImmutableArray<PolicyDocument<ClusterImagePolicy>> documents, FrozenDictionary<string, NamedRoot> roots, NoMatchPolicy noMatch) : IImageJudge
{
    private readonly ImmutableArray<ClusterImagePolicy> _policies = [.. documents.Select(d => d.Policy).OfType<ClusterImagePolicy>()];
    private readonly ImmutableArray<Violation> _problems = [.. documents.SelectMany(d => d.Problems)];
    private readonly ImmutableArray<PolicyUse> _uses = [.. documents.Select(d => d.Use)];

    public ImmutableArray<PolicyUse> PoliciesFor(JudgedObject workload) => _uses;

    public FactNeeds NeedsFor(JudgedObject workload, string image)
    {
        var subject = SubjectOf(workload);
        return _policies.Where(p => p.Covers(subject, image)).SelectMany(p => p.Authorities).Select(NeedsOf).Aggregate(FactNeeds.None, (all, needs) => all.With(needs));
    }

    public IEnumerable<Judgement> Judge(JudgedObject workload, ImmutableArray<ImageFacts> images, DateTimeOffset now)
    {
        if (_uses.IsEmpty)
        {
            return [];
        }

        var subject = SubjectOf(workload);
        var decisions = images.Select(i => ClusterImageGate.Decide(_policies, noMatch, subject, i, now)).ToArray();
        return
        [
            new(EnforcementMode.Enforce, [.. _problems, .. decisions.SelectMany(d => d.Verdict.Violations)])
            {
                Warnings = decisions.All(d => d.Verdict.IsAdmitted) ? [] : [.. _policies.Where(p => images.Any(i => p.Covers(subject, i.Image))).SelectMany(NotesOf).Distinct()],
            },
            new(EnforcementMode.Warn, [.. decisions.SelectMany(d => d.Warnings)]),
        ];
    }

    private static WorkloadSubject SubjectOf(JudgedObject workload) => new(workload.Group, workload.Version, workload.Resource, workload.Labels);

    private FactNeeds NeedsOf(ImageAuthority authority)
    {
        if (authority.Signer is not { } signer)
        {
            return FactNeeds.None;
        }

        // A key's signature in a log, or with a timestamp, is judged by whatever roots there are.
        var wantsProof = signer.RequireLog || signer.RequireTimestamp || signer.RequireTime;
        return new()
        {
            Places = [new EvidencePlace(authority.Repository, authority.TagPrefix)],
            Keys = [.. signer.Keys.Select(k => new TrustedKey(k.Id, k))],
            Roots = signer.TrustRoot.Length > 0 ? roots.TryGetValue(signer.TrustRoot, out var root) ? [root] : [] : wantsProof ? [.. roots.Values] : [],
        };
    }

    /// <summary>What a policy names and is not there vouches for nothing. That is no outage: a gate that fails open must not let it pass.</summary>
    private IEnumerable<string> NotesOf(ClusterImagePolicy policy)
    {
        foreach (var authority in policy.Authorities)
        {
            if (authority.Signer?.TrustRoot is { Length: > 0 } root && !roots.ContainsKey(root))
            {
                yield return $"{policy.Name}, authority {authority.Name}: there is no trusted root {root}; apply a TrustedRoot of that name, or with that url";
            }

            foreach (var id in authority.Keys is null or KeySource.Inline ? [] : authority.Keys.Ids)
            {
                yield return $"{policy.Name}, authority {authority.Name}: {id} is not read here; put the public key itself into the policy";
            }
        }
    }
}
