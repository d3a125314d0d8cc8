using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatehouse.Admission.Languages;

/// <summary>The object that images are judged for, and who wants it.</summary>
public sealed record JudgedObject
{
    public string Operation { get; init; } = "CREATE";

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    public string Kind { get; init; } = "";

    /// <summary>Plural, for example <c>deployments</c>.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Empty for objects without one.</summary>
    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public FrozenDictionary<string, string> Labels { get; init; } = FrozenDictionary<string, string>.Empty;

    public FrozenDictionary<string, string> Annotations { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Of its pods; <c>default</c> where they name none.</summary>
    public string ServiceAccount { get; init; } = "default";

    /// <summary>Who asked the API server, as Kubernetes names users: <c>alice</c>, <c>system:serviceaccount:NAMESPACE:NAME</c>; or, on other ways in, a principal of Gatehouse.</summary>
    public string User { get; init; } = "";

    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>The cluster that it runs in; empty when nobody said.</summary>
    public string Cluster { get; init; } = "";
}
