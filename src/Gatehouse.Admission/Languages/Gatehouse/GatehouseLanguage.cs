using System.Collections.Frozen;
using Gatehouse.Admission.Policies.BinaryAuthorization;
using Gatehouse.Admission.Policies.Gatehouse;
using Gatehouse.Admission.Policies.Kritis;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Policy.Images;

namespace Gatehouse.Admission.Languages.Gatehouse;

/// <summary>Our own documents: image policies and deploy policies, with the keys, roots and attestors that they name.</summary>
internal sealed class GatehouseLanguage : IPolicyLanguage
{
    public IImageJudge Compile(PolicyDocuments documents)
    {
        var keys = documents.List(new TrustedKeyKind()).Select(d => d.Policy).OfType<TrustedKeyDocument>().ToFrozenDictionary(k => k.Name, StringComparer.Ordinal);
        var roots = documents.List(new TrustedRootKind()).Select(d => d.Policy).OfType<TrustedRootDocument>().ToFrozenDictionary(r => r.Root.Name, r => r.Root, StringComparer.Ordinal);
        var authorities = documents.List(new AttestationAuthorityKind()).Select(d => (Name: $"{d.Stored.Namespace}/{d.Stored.Name}", d.Policy));
        var attestors = documents.List(new AttestorKind()).Select(d => (Name: $"projects/{d.Stored.Namespace}/attestors/{d.Stored.Name}", d.Policy));

        // By the name that our policies have for it: an authority of another namespace may have the same name of its own.
        var byName = authorities.Concat(attestors).Where(a => a.Policy is not null).ToFrozenDictionary(a => a.Name, a => a.Policy! with { Name = a.Name }, StringComparer.Ordinal);
        return new GatehouseJudge(
            [
                .. documents.List(new ImagePolicyKind()).Select(d => d.Policy is { } policy
                    ? new CompiledImagePolicy(d, NeedsOf(policy, keys, roots, byName), [.. NotesOf(policy, keys, roots, byName)])
                    : new CompiledImagePolicy(d, FactNeeds.None, [])),
            ],
            documents.List(new DeployPolicyKind()));
    }

    private static FactNeeds NeedsOf(
        ImagePolicy policy, FrozenDictionary<string, TrustedKeyDocument> keys, FrozenDictionary<string, NamedRoot> roots, FrozenDictionary<string, Attestor> attestors) =>
        RequirementNeeds.Of(policy.Requirement, Registries.EvidencePlace.Beside).With(new()
        {
            Attestors = [.. policy.Attestors.Where(attestors.ContainsKey).Select(a => attestors[a])],
            Keys = [.. policy.TrustedKeys.Where(k => keys.TryGetValue(k, out var key) && !key.IsRevoked).Select(k => new TrustedKey(SignerFields.IdOf(k), keys[k].Key))],
            Roots = [.. policy.TrustedRoots.Where(roots.ContainsKey).Select(r => roots[r])],
        });

    /// <summary>What the policy names and is not there vouches for nothing. That is no outage: a gate that fails open must not let it pass.</summary>
    private static IEnumerable<string> NotesOf(
        ImagePolicy policy, FrozenDictionary<string, TrustedKeyDocument> keys, FrozenDictionary<string, NamedRoot> roots, FrozenDictionary<string, Attestor> attestors) =>
    [
        .. policy.Attestors.Where(a => !attestors.ContainsKey(a)).Select(a => $"{policy.Name} names the attestor {a}, which is not there"),
        .. policy.TrustedKeys.Where(k => !keys.ContainsKey(k)).Select(k => $"{policy.Name} names the TrustedKey {k}, which is not there"),
        .. policy.TrustedKeys.Where(k => keys.TryGetValue(k, out var key) && key.IsRevoked).Select(k => $"{policy.Name} names the TrustedKey {k}, which is revoked"),
        .. policy.TrustedRoots.Where(r => !roots.ContainsKey(r)).Select(r => $"{policy.Name} names the TrustedRoot {r}, which is not there"),
    ];
}
