using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.BinaryAuthorization;

namespace Gatehouse.Admission.Policies.BinaryAuthorization;

/// <summary>A check-based platform policy of Binary Authorization.</summary>
public sealed partial class PlatformPolicyKind : PolicyKind<PlatformPolicy>
{
    public const string Name = "BinaryAuthorizationPlatformPolicy";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => [];

    public override ManifestKey? FindNativeKey(ManifestNode.Mapping document) =>
        BinaryAuthorizationDocuments.HasAny(document, "gkePolicy") ? BinaryAuthorizationDocuments.KeyOf(Name, BinaryAuthorizationDocuments.TextOf(document, "name")) : null;

    protected override PlatformPolicy? Read(ManifestKey key, FieldReader root)
    {
        var name = BinaryAuthorizationDocuments.ReadName(root, PolicyName, "projects/PROJECT/platforms/gke/policies/POLICY");
        BinaryAuthorizationDocuments.IgnoreOutput(root);
        if (root.Mapping("gkePolicy") is not { } gke)
        {
            root.Error("gkePolicy", "{checkSets} is expected; {} lets everything pass");
            return null;
        }

        var exempt = BinaryAuthorizationDocuments.ReadAllowlist(gke);
        var fields = gke.Mappings("checkSets");
        var sets = fields.Select(ReadSet).ToImmutableArray();
        gke.Finish();
        foreach (var (index, mistake) in PlatformPolicy.ExplainOrder([.. sets.Select(s => s.Scope)]))
        {
            fields[index].Error("scope", mistake);
        }

        if (sets.IsEmpty)
        {
            gke.Warn("checkSets", "a policy without check sets lets everything pass");
        }

        return new() { Name = name, Exempt = exempt, CheckSets = sets };
    }

    private static CheckSet ReadSet(FieldReader fields)
    {
        var set = new CheckSet(
            fields.Text("displayName") ?? "",
            fields.Mapping("scope") is { } scope ? ReadScope(scope) : null,
            BinaryAuthorizationDocuments.ReadAllowlist(fields),
            [.. fields.Mappings("checks").Select(CheckFields.Read).OfType<Check>()]);
        fields.Finish();
        return set;
    }

    private static CheckSetScope? ReadScope(FieldReader fields)
    {
        var @namespace = fields.Text("kubernetesNamespace") ?? "";
        var account = fields.Text("kubernetesServiceAccount") ?? "";
        fields.Finish();
        if (@namespace.Length > 0 && account.Length > 0)
        {
            fields.Error("kubernetesServiceAccount", "a scope is a namespace or a service account, not both");
        }
        else if (account.Length > 0 && !ServiceAccount.IsMatch(account))
        {
            fields.Error("kubernetesServiceAccount", $"\"{account}\" is not NAMESPACE:SERVICEACCOUNT");
        }
        else if (@namespace.Length == 0 && account.Length == 0)
        {
            return null;
        }

        return account.Split(':') is [var owner, var name] ? new(owner, name) : new(@namespace, "");
    }

    [GeneratedRegex(@"^projects/[^/]+/platforms/gke/policies/[^/]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex PolicyName { get; }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex ServiceAccount { get; }
}
