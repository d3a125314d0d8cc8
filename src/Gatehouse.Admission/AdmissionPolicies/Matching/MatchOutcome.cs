using Gatehouse.Admission.AdmissionPolicies.Evaluation;

namespace Gatehouse.Admission.AdmissionPolicies.Matching;

/// <summary>Whether a request is meant, as which version, or why nobody can tell.</summary>
internal readonly record struct MatchOutcome(bool IsMatch, GroupVersionResource Resource, GroupVersionKind Kind, string? Error)
{
    public static MatchOutcome No => default;

    public static MatchOutcome Yes(in GroupVersionResource resource, in GroupVersionKind kind) => new(true, resource, kind, null);

    public static MatchOutcome Failed(string error) => new(false, default, default, error);
}
