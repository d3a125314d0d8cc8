using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>Requests by operation and resource (<c>NamedRuleWithOperations</c>). <c>*</c> stands for anything; in <see cref="Resources"/> it leaves subresources out.</summary>
public sealed record ResourceRule
{
    public ImmutableArray<string> Operations { get; init; } = [];

    public ImmutableArray<string> ApiGroups { get; init; } = [];

    public ImmutableArray<string> ApiVersions { get; init; } = [];

    /// <summary><c>pods</c>, <c>pods/exec</c>, <c>pods/*</c>, <c>*/scale</c>, <c>*</c> or <c>*/*</c>.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Empty for any name.</summary>
    public ImmutableArray<string> ResourceNames { get; init; } = [];

    /// <summary><c>*</c>, <c>Namespaced</c> or <c>Cluster</c>.</summary>
    public string Scope { get; init; } = "*";
}
