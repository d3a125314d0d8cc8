using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.BinaryAuthorization;

namespace Gatehouse.Admission.Policies.BinaryAuthorization;

/// <summary>The policy of a project, as <c>gcloud container binauthz policy export</c> writes it. It judges every namespace.</summary>
public sealed partial class BinaryAuthorizationPolicyKind : PolicyKind<BinaryAuthorizationPolicy>
{
    public const string Name = "BinaryAuthorizationPolicy";
    private const string Scheme = "spiffe://";

    public override string Kind => Name;

    public override ImmutableArray<string> ApiVersions => [];

    public override ManifestKey? FindNativeKey(ManifestNode.Mapping document) =>
        BinaryAuthorizationDocuments.HasAny(document, "defaultAdmissionRule", "admissionWhitelistPatterns", "clusterAdmissionRules", "kubernetesNamespaceAdmissionRules")
            ? BinaryAuthorizationDocuments.KeyOf(Name, BinaryAuthorizationDocuments.TextOf(document, "name"))
            : null;

    protected override BinaryAuthorizationPolicy? Read(ManifestKey key, FieldReader root)
    {
        var name = BinaryAuthorizationDocuments.ReadName(root, PolicyName, "projects/PROJECT/policy");
        BinaryAuthorizationDocuments.IgnoreOutput(root);
        var byDefault = root.Mapping("defaultAdmissionRule") is { } rule ? ReadRule(rule) : null;
        if (byDefault is null && !root.Has("defaultAdmissionRule"))
        {
            root.Error("defaultAdmissionRule", "a rule is expected, for what no other rule is for");
        }

        var clusters = ReadRules(root, "clusterAdmissionRules", ClusterKey, "LOCATION.CLUSTER");
        var namespaces = ReadRules(root, "kubernetesNamespaceAdmissionRules", NamespaceKey, "the name of a namespace");
        var accounts = ReadRules(root, "kubernetesServiceAccountAdmissionRules", ServiceAccountKey, "NAMESPACE:SERVICEACCOUNT");
        var identities = ReadRules(root, "istioServiceIdentityAdmissionRules", MeshKey, "[spiffe://]DOMAIN/ns/NAMESPACE/sa/SERVICEACCOUNT");
        CheckIdentities(root, identities.Keys);
        var exempt = BinaryAuthorizationDocuments.ReadNamePatterns(root, "admissionWhitelistPatterns");
        var global = root.Word("globalPolicyEvaluationMode", ["GLOBAL_POLICY_EVALUATION_MODE_UNSPECIFIED", "ENABLE", "DISABLE"]);
        return byDefault is null ? null : new()
        {
            Name = name,
            Default = byDefault,
            Clusters = clusters,
            Namespaces = namespaces,
            ServiceAccounts = accounts,
            MeshIdentities = identities,
            Exempt = exempt,
            UsesSystemPolicy = global == "ENABLE",
        };
    }

    private static ImmutableSortedDictionary<string, AdmissionRule> ReadRules(FieldReader root, string field, Regex form, string expected)
    {
        var rules = ImmutableSortedDictionary.CreateBuilder<string, AdmissionRule>(StringComparer.Ordinal);
        if (root.Mapping(field) is not { } fields)
        {
            return rules.ToImmutable();
        }

        foreach (var key in fields.Keys)
        {
            if (!form.IsMatch(key))
            {
                fields.Error(key, $"\"{key}\" is not {expected}");
            }

            if (fields.Mapping(key) is { } rule)
            {
                rules[key] = ReadRule(rule) ?? new() { Mode = EvaluationMode.AlwaysDeny };
            }
            else if (!fields.Has(key))
            {
                fields.Error(key, "a rule is expected");
            }
        }

        return rules.ToImmutable();
    }

    private static AdmissionRule? ReadRule(FieldReader fields)
    {
        var mode = fields.Word("evaluationMode", ["ALWAYS_ALLOW", "ALWAYS_DENY", "REQUIRE_ATTESTATION"]);
        var enforcement = fields.Word("enforcementMode", ["ENFORCED_BLOCK_AND_AUDIT_LOG", "DRYRUN_AUDIT_LOG_ONLY"]);
        var attestors = fields.Texts("requireAttestationsBy");
        fields.Finish();
        CheckWord(fields, "evaluationMode", mode);
        CheckWord(fields, "enforcementMode", enforcement);
        CheckAttestors(fields, mode, attestors);
        return mode is null ? null : new()
        {
            Mode = mode switch { "ALWAYS_ALLOW" => EvaluationMode.AlwaysAllow, "ALWAYS_DENY" => EvaluationMode.AlwaysDeny, _ => EvaluationMode.RequireAttestation },
            Attestors = attestors,
            IsDryRun = enforcement == "DRYRUN_AUDIT_LOG_ONLY",
        };
    }

    private static void CheckWord(FieldReader fields, string field, string? word)
    {
        if (word is null && !fields.Has(field))
        {
            fields.Error(field, "is expected");
        }
    }

    private static void CheckAttestors(FieldReader fields, string? mode, ImmutableArray<string> attestors)
    {
        if (mode == "REQUIRE_ATTESTATION" && attestors.IsEmpty)
        {
            fields.Error("requireAttestationsBy", "REQUIRE_ATTESTATION needs at least one attestor");
        }
        else if (mode is not (null or "REQUIRE_ATTESTATION") && !attestors.IsEmpty)
        {
            fields.Error("requireAttestationsBy", $"goes with REQUIRE_ATTESTATION only, and the mode is {mode}");
        }

        foreach (var (i, attestor) in attestors.Index().Where(a => !AttestorKind.IsName(a.Item)))
        {
            fields.Error($"requireAttestationsBy[{i}]", $"\"{attestor}\" is not of the form {AttestorKind.NameForm}");
        }
    }

    private static void CheckIdentities(FieldReader root, IEnumerable<string> identities)
    {
        foreach (var twice in identities.GroupBy(i => i.StartsWith(Scheme, StringComparison.Ordinal) ? i[Scheme.Length..] : i).Where(g => g.Count() > 1))
        {
            root.Error("istioServiceIdentityAdmissionRules", $"{twice.Key} has two rules, one with {Scheme} and one without");
        }
    }

    [GeneratedRegex(@"^projects/[^/]+/policy\z", RegexOptions.NonBacktracking)]
    private static partial Regex PolicyName { get; }

    [GeneratedRegex(@"^[a-z0-9-]+\.[a-zA-Z0-9-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex ClusterKey { get; }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceKey { get; }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex ServiceAccountKey { get; }

    [GeneratedRegex(@"^(?:spiffe://)?[a-zA-Z0-9._-]+/ns/[a-z0-9.-]+/sa/[a-z0-9.-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex MeshKey { get; }
}
