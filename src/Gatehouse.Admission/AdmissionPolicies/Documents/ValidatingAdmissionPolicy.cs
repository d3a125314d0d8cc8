using System.Collections.Immutable;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>A policy that refuses, warns and audits.</summary>
public sealed record ValidatingAdmissionPolicy : AdmissionPolicy
{
    public override string Kind => "ValidatingAdmissionPolicy";

    public ImmutableArray<PolicyValidation> Validations { get; init; } = [];

    public ImmutableArray<AuditAnnotation> AuditAnnotations { get; init; } = [];
}
