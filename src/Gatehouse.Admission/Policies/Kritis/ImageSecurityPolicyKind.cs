using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Kritis;

namespace Gatehouse.Admission.Policies.Kritis;

/// <summary>
/// Kritis's <c>ImageSecurityPolicy</c> as a manifest, with the spellings of older releases and of the documentation. Stricter than Kritis at one place: a threshold that
/// is no severity is refused when it is written, not when it is first needed.
/// </summary>
public sealed class ImageSecurityPolicyKind : PolicyKind<ImageSecurityPolicy>
{
    public const string Name = "ImageSecurityPolicy";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => KritisDocuments.ApiVersions;

    protected override ImageSecurityPolicy? Read(ManifestKey key, FieldReader root)
    {
        if (KritisDocuments.Spec(root, "{packageVulnerabilityRequirements: {}}, which has all defaults") is not { } spec)
        {
            return null;
        }

        var policy = new ImageSecurityPolicy
        {
            Namespace = key.Namespace,
            Name = key.Name,
            ImageAllowlist = [.. spec.Texts("imageAllowlist", "imageWhitelist")],
            AttestationAuthorityName = spec.Text("attestationAuthorityName") ?? "",
        };
        _ = spec.Text("privateKeySecretName");
        policy = spec.Mapping("packageVulnerabilityRequirements", "packageVulnerabilityPolicy") is { } requirements ? Read(policy, requirements) : policy;
        spec.Finish();
        return policy;
    }

    private static ImageSecurityPolicy Read(ImageSecurityPolicy policy, FieldReader requirements)
    {
        policy = policy with
        {
            MaximumSeverity = KritisDocuments.Threshold(requirements, "maximumSeverity") ?? policy.MaximumSeverity,
            MaximumFixUnavailableSeverity = KritisDocuments.Threshold(requirements, "maximumFixUnavailableSeverity") ?? policy.MaximumFixUnavailableSeverity,
            AllowlistCves = [.. requirements.Texts("allowlistCVEs", "whitelistCVEs")],
        };
        requirements.Finish();
        return policy;
    }
}
