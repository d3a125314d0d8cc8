using System.Collections.Immutable;
using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>A namespace that is created or whose labels change.</summary>
internal sealed class NamespaceChange(PodSecurityOptions options, AdmissionAttributes request, ClusterFacts facts)
{
    private readonly Dictionary<string, string> _labels = ReadLabels(request.Object);

    public PluginAnswer Validate()
    {
        List<LabelError> errors = [];
        var policy = NamespaceLabels.Read(_labels, options.Defaults, errors);
        if (request.Operation == "CREATE")
        {
            return errors.Count > 0 ? Refuse(errors) : Warn(IsExempt ? WarnOfExemption(policy) : []);
        }

        List<LabelError> oldErrors = [];
        var old = NamespaceLabels.Read(ReadLabels(request.OldObject), options.Defaults, oldErrors);
        // What was wrong before may stay so: an update of something else has to remain possible.
        if (errors.Count > 0 && !errors.SequenceEqual(oldErrors))
        {
            return Refuse(errors);
        }

        return IsStricter(policy.Enforce, old.Enforce) ? Warn(IsExempt ? WarnOfExemption(policy) : WarnOfPods(policy.Enforce)) : PluginAnswer.Admitted;
    }

    private string Name => request.Name.Length > 0 ? request.Name : request.Object!.Value.Field("metadata"u8).Text("name"u8);

    private bool IsExempt => options.ExemptNamespaces.Contains(Name);

    private static bool IsStricter(LevelVersion now, LevelVersion before) =>
        now != before && now.Level != SecurityLevel.Privileged && (now.Version != before.Version || now.Level > before.Level);

    private PluginAnswer Refuse(List<LabelError> errors) => new()
    {
        Refusal = PluginRefusal.Invalid(request, [.. errors.Select(e => e.ToString())], [.. errors.Select(e => new PluginViolation("PodSecurity/label", e.Field, e.Detail, e.Expectation))]),
    };

    private static PluginAnswer Warn(ImmutableArray<string> warnings) => warnings.IsEmpty ? PluginAnswer.Admitted : new() { Warnings = warnings };

    private ImmutableArray<string> WarnOfExemption(NamespacePolicy policy)
    {
        if (policy.IsPrivileged || policy.IsEquivalent(options.Defaults))
        {
            return [];
        }

        (string Mode, LevelVersion Standard)[] modes = [("enforce", policy.Enforce), ("audit", policy.Audit), ("warn", policy.Warn)];
        var ignored = modes.Where(m => m.Standard.Level != SecurityLevel.Privileged && HasLabel(m.Mode)).Select(m => $"{m.Mode}={m.Standard}");
        return [$"namespace {GoText.Quote(Name)} is exempt from Pod Security, and the policy ({string.Join(", ", ignored)}) will be ignored"];
    }

    private bool HasLabel(string mode) => _labels.ContainsKey(NamespaceLabels.Prefix + mode) || _labels.ContainsKey($"{NamespaceLabels.Prefix}{mode}-version");

    private ImmutableArray<string> WarnOfPods(LevelVersion enforce)
    {
        JsonElement[] pods = [.. Prioritize()];
        var groups = pods.Take(options.MaximumPodsToCheck)
            .Select(p => (Name: p.Field("metadata"u8).Text("name"u8), Reason: string.Join(", ", SecurityStandards.Evaluate(enforce, PodView.OfPod(p)).Select(f => f.Reason))))
            .Where(p => p.Reason.Length > 0)
            .GroupBy(p => p.Reason, p => p.Name, StringComparer.Ordinal);
        string[] lines = [.. groups.Select(g => Describe([.. g], g.Key)).Order(StringComparer.Ordinal)];
        return
        [
            .. pods.Length > options.MaximumPodsToCheck ? [$"new PodSecurity enforce level only checked against the first {options.MaximumPodsToCheck} of {pods.Length} existing pods"] : Array.Empty<string>(),
            .. lines.Length > 0 ? [$"existing pods in namespace {GoText.Quote(Name)} violate the new PodSecurity enforce level \"{enforce}\""] : Array.Empty<string>(),
            .. lines,
        ];
    }

    private static string Describe(string[] names, string reason)
    {
        var first = names.Min(StringComparer.Ordinal);
        return names.Length switch
        {
            1 => $"{first}: {reason}",
            2 => $"{first} (and 1 other pod): {reason}",
            _ => $"{first} (and {names.Length - 1} other pods): {reason}",
        };
    }

    /// <summary>One pod of each controller first, so that a limit hides as little as possible.</summary>
    private IEnumerable<JsonElement> Prioritize()
    {
        var controllers = new HashSet<string>(StringComparer.Ordinal);
        var repeated = new List<JsonElement>();
        foreach (var pod in facts.Pods.Where(p => !options.ExemptRuntimeClasses.Contains(p.Field("spec"u8).Text("runtimeClassName"u8))))
        {
            if (FindController(pod) is { } controller && !controllers.Add(controller))
            {
                repeated.Add(pod);
            }
            else
            {
                yield return pod;
            }
        }

        foreach (var pod in repeated)
        {
            yield return pod;
        }
    }

    private static string? FindController(JsonElement pod)
    {
        foreach (var owner in pod.Field("metadata"u8).Field("ownerReferences"u8).Items)
        {
            if (owner.IsTrue("controller"u8))
            {
                return owner.Text("uid"u8);
            }
        }

        return null;
    }

    private static Dictionary<string, string> ReadLabels(JsonElement? found)
    {
        var labels = (found ?? default).Field("metadata"u8).Field("labels"u8);
        return labels.ValueKind == JsonValueKind.Object ? labels.EnumerateObject().ToDictionary(l => l.Name, l => l.Value.ToString(), StringComparer.Ordinal) : [];
    }
}
