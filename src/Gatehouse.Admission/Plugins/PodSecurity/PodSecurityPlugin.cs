using System.Collections.Immutable;
using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>
/// The admission plugin <c>PodSecurity</c> of Kubernetes. Pods are refused; what makes pods only warns and goes to the audit log; a namespace with labels that say nothing is refused,
/// one that gets stricter warns of its pods. Texts and annotations are those of Kubernetes 1.37.
/// </summary>
public sealed class PodSecurityPlugin(PodSecurityOptions options) : IAdmissionPlugin
{
    public string Name => "PodSecurity";

    public bool Handles(AdmissionAttributes request) => request.Operation is "CREATE" or "UPDATE" && request.Object is not null && (request.Group, request.Resource) switch
    {
        ("", "pods") => request.Subresource is not ("exec" or "attach" or "binding" or "eviction" or "log" or "portforward" or "proxy" or "status"),
        ("", "namespaces" or "replicationcontrollers" or "podtemplates") or ("apps", "deployments" or "replicasets" or "statefulsets" or "daemonsets") or ("batch", "jobs" or "cronjobs") => request.Subresource.Length == 0,
        _ => false,
    };

    public PluginAnswer Validate(AdmissionAttributes request, ClusterFacts facts)
    {
        if (request.Is("", "namespaces"))
        {
            return new NamespaceChange(options, request, facts).Validate();
        }

        if (FindExemption(request) is { } exemption)
        {
            return Exempt(exemption);
        }

        List<LabelError> errors = [];
        var policy = NamespaceLabels.Read(facts.NamespaceLabels, options.Defaults, errors);
        return request.Is("", "pods") ? ValidatePod(request, policy, errors) : ValidateTemplate(request, policy, errors);
    }

    private string? FindExemption(AdmissionAttributes request) =>
        request.Namespace.Length > 0 && options.ExemptNamespaces.Contains(request.Namespace) ? "namespace"
        : request.UserName.Length > 0 && options.ExemptUserNames.Contains(request.UserName) ? "user"
        : null;

    private PluginAnswer ValidatePod(AdmissionAttributes request, NamespacePolicy policy, List<LabelError> errors)
    {
        if (errors.Count == 0 && policy.IsPrivileged)
        {
            return Annotate(ImmutableDictionary<string, string>.Empty.Add(NamespaceLabels.Prefix + "enforce-policy", "privileged:latest"));
        }

        var pod = request.Object!.Value;
        return request is { Operation: "UPDATE", OldObject: { } old } && !PodChange.IsSignificant(pod.Field("spec"u8), old.Field("spec"u8))
            ? PluginAnswer.Admitted
            : Evaluate(request, PodView.OfPod(pod), policy, errors, isEnforced: true);
    }

    private PluginAnswer ValidateTemplate(AdmissionAttributes request, NamespacePolicy policy, List<LabelError> errors)
    {
        var isSilent = errors.Count == 0 && policy is { Warn.Level: SecurityLevel.Privileged, Audit.Level: SecurityLevel.Privileged };
        return !isSilent && FindTemplate(request) is { IsPresent: true } template
            ? Evaluate(request, PodView.OfTemplate(template), policy, errors, isEnforced: false)
            : PluginAnswer.Admitted;
    }

    private static JsonElement FindTemplate(AdmissionAttributes request)
    {
        var found = request.Object!.Value;
        return request.Resource switch
        {
            "podtemplates" => found.Field("template"u8),
            "cronjobs" => found.Field("spec"u8).Field("jobTemplate"u8).Field("spec"u8).Field("template"u8),
            _ => found.Field("spec"u8).Field("template"u8),
        };
    }

    private PluginAnswer Evaluate(AdmissionAttributes request, PodView pod, NamespacePolicy policy, List<LabelError> errors, bool isEnforced)
    {
        if (pod.Spec.Text("runtimeClassName"u8) is { Length: > 0 } runtimeClass && options.ExemptRuntimeClasses.Contains(runtimeClass))
        {
            return Exempt("runtimeClass");
        }

        var annotations = ImmutableDictionary<string, string>.Empty;
        if (errors.Count > 0)
        {
            annotations = annotations.Add(NamespaceLabels.Prefix + "error", $"Failed to parse policy: {PrintAll(errors)}");
        }

        ImmutableArray<CheckFinding> enforced = [];
        if (isEnforced)
        {
            annotations = annotations.Add(NamespaceLabels.Prefix + "enforce-policy", policy.Enforce.ToString());
            enforced = SecurityStandards.Evaluate(policy.Enforce, pod);
        }

        var audited = isEnforced && policy.Audit == policy.Enforce ? enforced : SecurityStandards.Evaluate(policy.Audit, pod);
        if (!audited.IsEmpty)
        {
            annotations = annotations.Add(NamespaceLabels.Prefix + "audit-violations", Describe("would violate", policy.Audit, audited));
        }

        return new() { AuditAnnotations = annotations, Refusal = Refuse(request, policy.Enforce, enforced), Warnings = enforced.IsEmpty ? Warn(policy, pod, audited) : [] };
    }

    private static PluginRefusal? Refuse(AdmissionAttributes request, LevelVersion standard, ImmutableArray<CheckFinding> findings) => findings.IsEmpty
        ? null
        : PluginRefusal.Forbidden(request, Describe("violates", standard, findings), [.. findings.Select(f => new PluginViolation($"PodSecurity/{f.Check}", f.Field, f.ToString(), SecurityStandards.FindRemedy(f.Check)))]);

    private static ImmutableArray<string> Warn(NamespacePolicy policy, PodView pod, ImmutableArray<CheckFinding> audited)
    {
        var warned = policy.Warn == policy.Audit ? audited : SecurityStandards.Evaluate(policy.Warn, pod);
        return warned.IsEmpty ? [] : [Describe("would violate", policy.Warn, warned)];
    }

    private static string Describe(string verb, LevelVersion standard, ImmutableArray<CheckFinding> findings) => $"{verb} PodSecurity \"{standard}\": {string.Join(", ", findings)}";

    private static string PrintAll(List<LabelError> errors) => errors is [var one] ? one.ToString() : $"[{string.Join(", ", errors)}]";

    private static PluginAnswer Exempt(string by) => Annotate(ImmutableDictionary<string, string>.Empty.Add(NamespaceLabels.Prefix + "exempt", by));

    private static PluginAnswer Annotate(ImmutableDictionary<string, string> annotations) => new() { AuditAnnotations = annotations };
}
