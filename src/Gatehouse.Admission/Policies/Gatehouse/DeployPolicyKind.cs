using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Deployments;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary>Who may deploy which images where.</summary>
public sealed class DeployPolicyKind : PolicyKind<DeployPolicy>
{
    public const string Name = "DeployPolicy";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => GatehouseFields.ApiVersions;

    public override bool IsNamespaced => false;

    protected override DeployPolicy? Read(ManifestKey key, FieldReader root)
    {
        if (GatehouseFields.Spec(root, "{namespaces: [production], allow: {groups: [release-managers]}}") is not { } spec)
        {
            return null;
        }

        var allow = spec.Mapping("allow") is { } principals ? GatehouseFields.Principals(principals) : Principals.None;
        if (allow.IsEmpty)
        {
            spec.Error("allow", "users, groups or serviceAccounts are expected: with nobody in it nobody could deploy");
        }

        var policy = new DeployPolicy
        {
            Name = key.Name,
            Namespaces = GatehouseFields.Names(spec, "namespaces"),
            Clusters = GatehouseFields.Names(spec, "clusters"),
            Images = GatehouseFields.Globs(spec, "images"),
            Allow = allow,
        };
        spec.Finish();
        return policy;
    }
}
