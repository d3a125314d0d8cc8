using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>A policy that changes objects.</summary>
public sealed record MutatingAdmissionPolicy : AdmissionPolicy
{
    public override string Kind => "MutatingAdmissionPolicy";

    public ImmutableArray<PolicyMutation> Mutations { get; init; } = [];

    /// <summary><c>Never</c> or <c>IfNeeded</c>; empty when the document does not say, which is a mistake.</summary>
    public string ReinvocationPolicy { get; init; } = "";
}
