using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>Which requests a policy or a binding is about.</summary>
public sealed record MatchResources
{
    public ImmutableArray<ResourceRule> ResourceRules { get; init; } = [];

    /// <summary>Go before <see cref="ResourceRules"/>.</summary>
    public ImmutableArray<ResourceRule> ExcludeResourceRules { get; init; } = [];

    public LabelSelector NamespaceSelector { get; init; } = LabelSelector.Everything;

    /// <summary>Matches when the object has the labels, or the one before.</summary>
    public LabelSelector ObjectSelector { get; init; } = LabelSelector.Everything;

    /// <summary><c>Equivalent</c> or <c>Exact</c>.</summary>
    public string MatchPolicy { get; init; } = "Equivalent";
}
