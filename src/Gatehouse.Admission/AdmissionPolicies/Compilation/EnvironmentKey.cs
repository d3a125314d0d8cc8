namespace Gatehouse.Admission.AdmissionPolicies.Compilation;

/// <summary>What tells the environments of expressions apart.</summary>
/// <param name="Minor">Of Kubernetes 1.x, whose libraries there are.</param>
internal readonly record struct EnvironmentKey(int Minor, bool HasParams, bool HasAuthorizer, bool HasVariables, bool HasPatchTypes);
