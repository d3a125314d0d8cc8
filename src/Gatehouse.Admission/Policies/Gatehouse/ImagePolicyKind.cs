using System.Collections.Immutable;
using Gatehouse.Admission.Workloads;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Deployments;
using Gatehouse.Policy.Exceptions;
using Gatehouse.Policy.Images;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Admission.Policies.Gatehouse;

/// <summary>Our own policy for images: match, require, limit, except, in one document.</summary>
public sealed class ImagePolicyKind : PolicyKind<ImagePolicy>
{
    public const string Name = "ImagePolicy";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => GatehouseFields.ApiVersions;

    public override bool IsNamespaced => false;

    protected override ImagePolicy? Read(ManifestKey key, FieldReader root)
    {
        if (GatehouseFields.Spec(root, "{require: {digest: true}}") is not { } spec)
        {
            return null;
        }

        _ = spec.Text("description");
        var match = spec.Mapping("match") is { } matching ? ReadMatch(matching) : new();
        var require = spec.Mapping("require") is { } required ? RequireFields.Read(required) : RequireFields.Nothing;
        var limit = spec.Mapping("limit") is { } limits ? LimitFields.Read(limits) : null;
        ImmutableArray<Requirement> all = [.. require.Requirements, .. limit is null ? [] : (Requirement[])[limit]];
        if (all.IsEmpty)
        {
            spec.Error("", "require or limit is expected: a policy that asks for nothing lets everything pass");
        }

        var policy = new ImagePolicy
        {
            Name = key.Name,
            Match = match,
            Requirement = new Requirement.All(all),
            Attestors = require.Attestors,
            TrustedKeys = require.TrustedKeys,
            TrustedRoots = require.TrustedRoots,
            Exceptions = [.. spec.Mappings("except").Select((e, i) => GatehouseFields.Exception(e, $"{key.Name}.except[{i}]")).OfType<PolicyException>()],
            Mode = spec.Word("mode", ["enforce", "warn", "audit"]) switch { "warn" => PolicyMode.Warn, "audit" => PolicyMode.Audit, _ => PolicyMode.Enforce },
            FailsOpen = spec.Word("onFailure", ["closed", "open"]) == "open",
        };
        spec.Finish();
        return policy;
    }

    private static WorkloadMatch ReadMatch(FieldReader fields)
    {
        var exclude = fields.Mapping("exclude");
        var kinds = fields.Texts("kinds");
        foreach (var (i, kind) in kinds.Index().Where(k => PodTemplates.FindPath(k.Item) is null))
        {
            fields.Error($"kinds[{i}]", $"\"{kind}\" runs no pods; {string.Join(", ", PodTemplates.Kinds)} do");
        }

        var match = new WorkloadMatch
        {
            Images = GatehouseFields.Globs(fields, "images"),
            Namespaces = GatehouseFields.Names(fields, "namespaces"),
            Clusters = GatehouseFields.Names(fields, "clusters"),
            Kinds = kinds,
            Deployers = fields.Mapping("deployers") is { } deployers ? GatehouseFields.Principals(deployers) : Principals.None,
            ExcludedImages = exclude is null ? [] : GatehouseFields.Globs(exclude, "images"),
            ExcludedNamespaces = exclude is null ? [] : GatehouseFields.Names(exclude, "namespaces"),
        };
        exclude?.Finish();
        fields.Finish();
        return match;
    }
}
