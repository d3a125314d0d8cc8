using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>One line of <c>matchExpressions</c>.</summary>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>; anything else is refused by the validation and matches nothing.</param>
public sealed record LabelRequirement(string Key, string Operator, ImmutableArray<string> Values);
