namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>What the match conditions of a policy came to.</summary>
/// <param name="Error">Null unless an error keeps the policy from being evaluated and its <c>failurePolicy</c> is <c>Fail</c>.</param>
internal readonly record struct ConditionsOutcome(bool IsMatch, string? Error);
