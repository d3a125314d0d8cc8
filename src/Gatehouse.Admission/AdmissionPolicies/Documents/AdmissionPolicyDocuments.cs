using System.Collections.Immutable;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>The policies and bindings of a file, in the order written.</summary>
/// <param name="Errors">Everything that keeps the file from being applied, by position.</param>
public sealed record AdmissionPolicyDocuments(ImmutableArray<AdmissionPolicy> Policies, ImmutableArray<AdmissionPolicyBinding> Bindings, ImmutableArray<ManifestError> Errors);
