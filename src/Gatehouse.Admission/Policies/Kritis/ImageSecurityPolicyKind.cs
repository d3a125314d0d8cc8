using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Manifests.Storage;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Admission.Policies;

/// <summary>
/// Kritis's <c>ImageSecurityPolicy</c> as a manifest, with the spellings of older releases and of the documentation. Stricter than Kritis at one place: a threshold that
/// is no severity is refused when it is written, not when it is first needed.
/// </summary>
public sealed class ImageSecurityPolicyKind : IManifestKind
{
    public const string Name = "ImageSecurityPolicy";

    public string Kind => Name;

    public ImmutableArray<string> ApiVersions => ["kritis.grafeas.io/v1beta1", "kritis.github.com/v1beta1"];

    public void Validate(ManifestKey key, FieldReader root, ManifestErrors errors) => _ = Read(key, root);

    /// <returns>The policy; null when what is stored is not one, which only another program could have written.</returns>
    public static ImageSecurityPolicy? Find(StoredManifest stored)
    {
        var errors = new ManifestErrors(stored.Key.ToString());
        var json = System.Text.Encoding.UTF8.GetBytes(stored.Manifest.GetRawText());
        if (ManifestReader.Read(json, new() { Bytes = int.MaxValue, Depth = 200 }, errors) is not [ManifestNode.Mapping mapping])
        {
            return null;
        }

        var root = new FieldReader(mapping, "", errors);
        root.Ignore("apiVersion", "kind", "metadata");
        var policy = Read(stored.Key, root);
        root.Finish();
        return errors.IsEmpty ? policy : null;
    }

    private static ImageSecurityPolicy Read(ManifestKey key, FieldReader root)
    {
        var policy = new ImageSecurityPolicy { Namespace = key.Namespace, Name = key.Name };
        if (root.Mapping("spec") is not { } spec)
        {
            root.Error("spec", "a specification is expected; {packageVulnerabilityRequirements: {}} has all defaults");
            return policy;
        }

        policy = policy with
        {
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
            MaximumSeverity = Threshold(requirements, "maximumSeverity") ?? policy.MaximumSeverity,
            MaximumFixUnavailableSeverity = Threshold(requirements, "maximumFixUnavailableSeverity") ?? policy.MaximumFixUnavailableSeverity,
            AllowlistCves = [.. requirements.Texts("allowlistCVEs", "whitelistCVEs")],
        };
        requirements.Finish();
        return policy;
    }

    private static SeverityThreshold? Threshold(FieldReader fields, string name) =>
        fields.Word(name, SeverityThreshold.Words) is { } word ? new SeverityThreshold(word) : null;
}
