using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>
/// Decides by the policy of a project. One rule is picked, the most specific: mesh identity, service account, namespace, cluster, default (an order of Gatehouse's; the API's description gives
/// none). Every image has to satisfy it, the exempt ones apart.
/// </summary>
public static class BinaryAuthorizationGate
{
    private const string BreakGlassLabel = "image-policy.k8s.io/break-glass";
    private const string BreakGlassAnnotation = "alpha.image-policy.k8s.io/break-glass";
    private const string Scheme = "spiffe://";

    public static BinaryAuthorizationDecision Decide(BinaryAuthorizationPolicy policy, BinaryAuthorizationRequest request)
    {
        var (key, rule) = Pick(policy, request);
        var requirement = RequirementOf(policy, rule, request);
        var judged = new Verdict([.. request.Images.SelectMany(i => RequirementEvaluator.Evaluate(requirement, $"{policy.Name}, rule {key}", i, default))]);
        if (request.AllowBreakGlass && IsGlassBroken(request.Labels, request.Annotations))
        {
            return new(Verdict.Admitted, "breakglass", false, judged);
        }

        return new(rule.IsDryRun ? Verdict.Admitted : judged, key, rule.IsDryRun, judged);
    }

    /// <summary>The newer key is a label and the older an annotation; only <c>true</c> breaks the glass.</summary>
    public static bool IsGlassBroken(FrozenDictionary<string, string> labels, FrozenDictionary<string, string> annotations) =>
        labels.GetValueOrDefault(BreakGlassLabel) == "true" || annotations.GetValueOrDefault(BreakGlassAnnotation) == "true";

    private static (string Key, AdmissionRule Rule) Pick(BinaryAuthorizationPolicy policy, BinaryAuthorizationRequest request)
    {
        var account = $"{request.Namespace}:{request.ServiceAccount}";
        var identity = WithoutScheme(request.MeshIdentity);
        return policy.MeshIdentities.FirstOrDefault(r => identity.Length > 0 && WithoutScheme(r.Key) == identity) is { Key: not null } mesh ? ($"istio:{mesh.Key}", mesh.Value)
            : policy.ServiceAccounts.TryGetValue(account, out var byAccount) ? ($"serviceAccount:{account}", byAccount)
            : policy.Namespaces.TryGetValue(request.Namespace, out var byNamespace) ? ($"namespace:{request.Namespace}", byNamespace)
            : policy.Clusters.TryGetValue(request.Cluster, out var byCluster) ? ($"cluster:{request.Cluster}", byCluster)
            : ("default", policy.Default);
    }

    private static Requirement RequirementOf(BinaryAuthorizationPolicy policy, AdmissionRule rule, BinaryAuthorizationRequest request)
    {
        ImmutableArray<IImagePattern> exempt = [.. policy.Exempt, .. policy.UsesSystemPolicy ? request.SystemImages : []];
        return new Requirement.Except(exempt, rule.Mode switch
        {
            EvaluationMode.AlwaysAllow => new Requirement.Always(true),
            EvaluationMode.AlwaysDeny => new Requirement.Always(false),
            EvaluationMode.RequireAttestation => new Requirement.All([new Requirement.Digest(), .. rule.Attestors.Select(a => AttestedBy(a, request))]),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }

    private static Requirement AttestedBy(string attestor, BinaryAuthorizationRequest request) => request.Attestors?.Contains(attestor) == false
        ? new Requirement.Broken(attestor, $"the rule names the attestor {attestor}, which does not exist", $"apply an attestor {attestor}, or take it out of requireAttestationsBy")
        : new Requirement.AttestedBy(attestor, $"have {attestor} sign the digest with one of its keys, and record that as an occurrence of its note");

    private static string WithoutScheme(string identity) => identity.StartsWith(Scheme, StringComparison.Ordinal) ? identity[Scheme.Length..] : identity;
}
