using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatehouse.Admission.Workloads;

/// <summary>Where the built-in kinds keep the specification of their pods.</summary>
public static class PodTemplates
{
    private static readonly ImmutableArray<string> InTemplate = ["spec", "template", "spec"];

    private static readonly FrozenDictionary<string, ImmutableArray<string>> Paths = new Dictionary<string, ImmutableArray<string>>
    {
        ["Pod"] = ["spec"],
        ["Deployment"] = InTemplate,
        ["ReplicaSet"] = InTemplate,
        ["StatefulSet"] = InTemplate,
        ["DaemonSet"] = InTemplate,
        ["Job"] = InTemplate,
        ["ReplicationController"] = InTemplate,
        ["CronJob"] = ["spec", "jobTemplate", "spec", "template", "spec"],
        ["PodTemplate"] = ["template", "spec"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Kinds whose objects run pods.</summary>
    public static ImmutableArray<string> Kinds => [.. Paths.Keys.Order(StringComparer.Ordinal)];

    /// <returns>The fields to walk to a pod's specification; null for kinds that run no pods.</returns>
    public static ImmutableArray<string>? FindPath(string kind) => Paths.TryGetValue(kind, out var path) ? path : null;
}
