using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>What both kinds of policy have (<c>admissionregistration.k8s.io</c> v1, v1beta1, v1alpha1), defaults filled in. Mistakes of the author are kept as written, for the validation to name.</summary>
public abstract record AdmissionPolicy
{
    public required string Name { get; init; }

    public abstract string Kind { get; }

    /// <summary><c>Fail</c> or <c>Ignore</c>: what an error means.</summary>
    public string FailurePolicy { get; init; } = "Fail";

    public ParamKind? ParamKind { get; init; }

    /// <summary>Null when the document has none, which is a mistake.</summary>
    public MatchResources? MatchConstraints { get; init; }

    public ImmutableArray<NamedExpression> MatchConditions { get; init; } = [];

    public ImmutableArray<NamedExpression> Variables { get; init; } = [];
}
