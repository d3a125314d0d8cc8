using System.Collections.Frozen;
using System.Text.Json;

namespace Gatehouse.Admission.Plugins;

/// <summary>What the cluster was found to hold before the chain runs.</summary>
public sealed record ClusterFacts
{
    public static readonly ClusterFacts None = new();

    /// <summary>Labels of the request's namespace as stored. A request about a namespace brings its own.</summary>
    public FrozenDictionary<string, string> NamespaceLabels { get; init; } = FrozenDictionary<string, string>.Empty;

    public FrozenDictionary<string, string> NamespaceAnnotations { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The namespace's pods (<c>v1</c>, <c>Pod</c>), for a request that changes the namespace's labels.</summary>
    public IReadOnlyList<JsonElement> Pods { get; init; } = [];
}
