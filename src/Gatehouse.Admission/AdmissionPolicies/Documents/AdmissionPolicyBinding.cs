using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>Puts a policy into effect; a policy without one does nothing.</summary>
public sealed record AdmissionPolicyBinding
{
    public required string Name { get; init; }

    public required string PolicyName { get; init; }

    /// <summary>Whether it is a <c>MutatingAdmissionPolicyBinding</c>, which has no actions.</summary>
    public bool IsMutating { get; init; }

    public string Kind => IsMutating ? "MutatingAdmissionPolicyBinding" : "ValidatingAdmissionPolicyBinding";

    public ParamReference? ParamRef { get; init; }

    /// <summary>Narrows what the policy is about; null for all of it.</summary>
    public MatchResources? MatchResources { get; init; }

    /// <summary><c>Deny</c>, <c>Warn</c>, <c>Audit</c>.</summary>
    public ImmutableArray<string> ValidationActions { get; init; } = [];
}
