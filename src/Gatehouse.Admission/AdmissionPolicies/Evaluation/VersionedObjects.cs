using Gatehouse.Cel.Values;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>The objects of a request in one version; null values for those it does not have.</summary>
internal sealed record VersionedObjects(Value Object, Value OldObject);
