using Gatehouse.Admission.AdmissionPolicies.Evaluation;

namespace Gatehouse.Admission.AdmissionPolicies.Facts;

/// <summary>A version in which a resource is served, and the kind of its objects.</summary>
public sealed record ResourceVersion(GroupVersionResource Resource, GroupVersionKind Kind);
