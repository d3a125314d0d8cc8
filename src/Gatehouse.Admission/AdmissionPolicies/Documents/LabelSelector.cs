using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary><c>metav1.LabelSelector</c>; an empty one selects everything.</summary>
public sealed record LabelSelector
{
    public static readonly LabelSelector Everything = new();

    public ImmutableSortedDictionary<string, string> MatchLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public ImmutableArray<LabelRequirement> MatchExpressions { get; init; } = [];

    public bool SelectsEverything => MatchLabels.IsEmpty && MatchExpressions.IsEmpty;
}
