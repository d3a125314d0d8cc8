using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Kritis;

namespace Gatehouse.Admission.Policies.Kritis;

/// <summary>Kritis's <c>VulnzSigningPolicy</c>: for whoever signs what has been scanned, not for admission.</summary>
public sealed class VulnzSigningPolicyKind : PolicyKind<VulnzSigningPolicy>
{
    public const string Name = "VulnzSigningPolicy";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => KritisDocuments.ApiVersions;

    protected override VulnzSigningPolicy? Read(ManifestKey key, FieldReader root)
    {
        var policy = new VulnzSigningPolicy { Name = key.Name };
        if (KritisDocuments.Spec(root, "{imageVulnerabilityRequirements: {}}") is not { } spec)
        {
            return null;
        }

        if (spec.Mapping("imageVulnerabilityRequirements") is { } requirements)
        {
            policy = policy with
            {
                MaximumFixableSeverity = KritisDocuments.Threshold(requirements, "maximumFixableSeverity") ?? policy.MaximumFixableSeverity,
                MaximumUnfixableSeverity = KritisDocuments.Threshold(requirements, "maximumUnfixableSeverity") ?? policy.MaximumUnfixableSeverity,
                AllowlistCves = [.. requirements.Texts("allowlistCVEs", "whitelistCVEs")],
            };
            requirements.Finish();
        }

        spec.Finish();
        return policy;
    }
}
