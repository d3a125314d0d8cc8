using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Policies;
using Gatehouse.Admission.Policies.Kritis;
using Gatehouse.Manifests.Storage;
using Gatehouse.Policy.Attestors;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Judging;

/// <summary>The policies of a namespace as they are stored now, in the order of their names, with the authorities they name.</summary>
/// <param name="Uses">All of them, readable or not.</param>
/// <param name="Unreadable">A violation for each that cannot be applied: a broken policy is never a missing one.</param>
internal sealed record PolicyShelf(
    ImmutableArray<GenericAttestationPolicy> AttestationPolicies,
    ImmutableArray<ImageSecurityPolicy> SecurityPolicies,
    ImmutableArray<Attestor> Authorities,
    ImmutableArray<PolicyUse> Uses,
    ImmutableArray<Violation> Unreadable)
{
    public static async ValueTask<PolicyShelf> ReadAsync(ManifestStore manifests, string @namespace, CancellationToken cancellationToken)
    {
        var attestation = await ReadAsync(new GenericAttestationPolicyKind(), manifests, @namespace, cancellationToken);
        var security = await ReadAsync(new ImageSecurityPolicyKind(), manifests, @namespace, cancellationToken);
        ImmutableArray<GenericAttestationPolicy> attestationPolicies = [.. attestation.Select(r => r.Policy).OfType<GenericAttestationPolicy>()];
        ImmutableArray<ImageSecurityPolicy> securityPolicies = [.. security.Select(r => r.Policy).OfType<ImageSecurityPolicy>()];
        var named = attestationPolicies.SelectMany(p => p.AttestationAuthorityNames).Concat(securityPolicies.Select(p => p.AttestationAuthorityName)).Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal);
        var authorities = named.Count == 0 ? [] : (await ReadAsync(new AttestationAuthorityKind(), manifests, @namespace, cancellationToken)).Where(r => named.Contains(r.Stored.Name)).ToArray();
        return new(
            attestationPolicies,
            securityPolicies,
            [.. authorities.Select(r => r.Policy).OfType<Attestor>()],
            [.. attestation.Select(r => Use(r.Stored)), .. security.Select(r => Use(r.Stored)), .. authorities.Select(r => Use(r.Stored))],
            [.. Broken(attestation), .. Broken(security), .. Broken(authorities)]);
    }

    private static async ValueTask<(StoredManifest Stored, T? Policy)[]> ReadAsync<T>(PolicyKind<T> kind, ManifestStore manifests, string @namespace, CancellationToken cancellationToken)
        where T : class => [.. (await manifests.ListAsync(kind.Kind, @namespace, cancellationToken)).Select(s => (s, kind.Find(s)))];

    private static PolicyUse Use(StoredManifest stored)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(stored.Manifest.GetRawText()));
        return new(stored.Kind, stored.Namespace, stored.Name, stored.Generation, "sha256:" + Convert.ToHexStringLower(digest));
    }

    private static IEnumerable<Violation> Broken<T>(IEnumerable<(StoredManifest Stored, T? Policy)> read)
        where T : class => read.Where(r => r.Policy is null).Select(r => new Violation(
            ViolationId.PolicyError,
            "policy cannot be applied",
            $"the stored {r.Stored.Kind} cannot be read by this version",
            $"{r.Stored.Namespace}/{r.Stored.Name}",
            $"apply the {r.Stored.Kind} again"));
}
