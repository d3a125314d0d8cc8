using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Policies.Kritis;
using Gatehouse.Manifests.Storage;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Admission.Judging;

/// <summary>The policies of a namespace as they are stored now, in the order of their names.</summary>
/// <param name="Uses">All of them, readable or not.</param>
/// <param name="Unreadable">A violation for each that cannot be applied: a broken policy is never a missing one.</param>
internal sealed record PolicyShelf(ImmutableArray<ImageSecurityPolicy> Policies, ImmutableArray<PolicyUse> Uses, ImmutableArray<Violation> Unreadable)
{
    public static async ValueTask<PolicyShelf> ReadAsync(ManifestStore manifests, string @namespace, CancellationToken cancellationToken)
    {
        var stored = await manifests.ListAsync(ImageSecurityPolicyKind.Name, @namespace, cancellationToken);
        var read = stored.Select(s => (Stored: s, Policy: new ImageSecurityPolicyKind().Find(s))).ToArray();
        return new(
            [.. read.Select(r => r.Policy).OfType<ImageSecurityPolicy>()],
            [.. stored.Select(Use)],
            [.. read.Where(r => r.Policy is null).Select(r => Broken(r.Stored))]);
    }

    private static PolicyUse Use(StoredManifest stored)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(stored.Manifest.GetRawText()));
        return new(stored.Kind, stored.Namespace, stored.Name, stored.Generation, "sha256:" + Convert.ToHexStringLower(digest));
    }

    private static Violation Broken(StoredManifest stored) => new(
        ViolationId.PolicyError, "policy cannot be applied", $"the stored {stored.Kind} cannot be read by this version", $"{stored.Namespace}/{stored.Name}", "apply the policy again");
}
