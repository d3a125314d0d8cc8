using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Admission.AdmissionPolicies.Evaluation;

namespace Gatehouse.Admission.AdmissionPolicies.Facts;

/// <summary>The kinds that Kubernetes 1.36 itself serves in two versions: HorizontalPodAutoscaler and Event.</summary>
public sealed class BuiltInVersions : IObjectVersions
{
    public static readonly BuiltInVersions Instance = new();

    private static readonly ResourceVersion[][] Known =
    [
        [Autoscaler("v1"), Autoscaler("v2")],
        [Event(""), Event("events.k8s.io")],
    ];

    private static readonly (string Core, string Events)[] EventFields =
    [
        ("involvedObject", "regarding"), ("message", "note"), ("source", "deprecatedSource"), ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"), ("reportingComponent", "reportingController"),
    ];

    private BuiltInVersions()
    {
    }

    private static ResourceVersion Autoscaler(string version) => new(new("autoscaling", version, "horizontalpodautoscalers"), new("autoscaling", version, "HorizontalPodAutoscaler"));

    private static ResourceVersion Event(string group) => new(new(group, "v1", "events"), new(group, "v1", "Event"));

    public IReadOnlyList<ResourceVersion> ListEquivalents(GroupVersionResource resource, string subResource)
    {
        foreach (var versions in Known)
        {
            if (Array.Exists(versions, v => v.Resource == resource))
            {
                return Array.FindAll(versions, v => v.Resource != resource);
            }
        }

        return [];
    }

    public ReadOnlyMemory<byte>? Convert(ReadOnlyMemory<byte> json, GroupVersionKind from, GroupVersionKind to)
    {
        if (from.Kind != to.Kind || JsonNode.Parse(json.Span) is not JsonObject found)
        {
            return null;
        }

        var isConverted = (from.Kind, from.Group, from.Version, to.Group, to.Version) switch
        {
            ("HorizontalPodAutoscaler", _, "v1", _, "v2") => RaiseAutoscaler(found),
            ("HorizontalPodAutoscaler", _, "v2", _, "v1") => LowerAutoscaler(found),
            ("Event", "", _, "events.k8s.io", _) => RenameFields(found, f => f.Core, f => f.Events),
            ("Event", "events.k8s.io", _, "", _) => RenameFields(found, f => f.Events, f => f.Core),
            _ => false,
        };
        found["apiVersion"] = to.ApiVersion;
        return isConverted ? Encoding.UTF8.GetBytes(found.ToJsonString()) : null;
    }

    private static bool RaiseAutoscaler(JsonObject autoscaler)
    {
        if (autoscaler["spec"] is JsonObject spec && Take(spec, "targetCPUUtilizationPercentage") is { } percentage)
        {
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percentage } },
            });
        }

        if (autoscaler["status"] is JsonObject status && Take(status, "currentCPUUtilizationPercentage") is { } current)
        {
            status["currentMetrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["current"] = new JsonObject { ["averageUtilization"] = current } },
            });
        }

        return true;
    }

    private static bool LowerAutoscaler(JsonObject autoscaler)
    {
        if (autoscaler["spec"] is JsonObject spec && Take(spec, "metrics") is JsonArray metrics && FindUtilization(metrics) is { } percentage)
        {
            spec["targetCPUUtilizationPercentage"] = percentage.DeepClone();
        }

        return true;
    }

    private static JsonNode? FindUtilization(JsonArray metrics) => metrics
        .OfType<JsonObject>()
        .Select(m => m["resource"] as JsonObject)
        .Where(r => r?["name"] is JsonValue name && name.TryGetValue<string>(out var text) && text == "cpu")
        .Select(r => (r!["target"] as JsonObject)?["averageUtilization"])
        .FirstOrDefault(p => p is not null);

    private static bool RenameFields(JsonObject found, Func<(string Core, string Events), string> from, Func<(string Core, string Events), string> to)
    {
        foreach (var field in EventFields)
        {
            if (Take(found, from(field)) is { } value)
            {
                found[to(field)] = value;
            }
        }

        return true;
    }

    private static JsonNode? Take(JsonObject from, string field)
    {
        var value = from[field];
        _ = from.Remove(field);
        return value;
    }
}
