using Gatehouse.Admission.AdmissionPolicies.Evaluation;

namespace Gatehouse.Admission.AdmissionPolicies;

/// <summary>How policies are compiled and what they may cost.</summary>
public sealed record AdmissionPolicySetOptions
{
    /// <summary>Of Kubernetes 1.x, whose libraries expressions have; 27 to 36.</summary>
    public int KubernetesMinor { get; init; } = 36;

    public PolicyLimits Limits { get; init; } = PolicyLimits.Kubernetes;
}
