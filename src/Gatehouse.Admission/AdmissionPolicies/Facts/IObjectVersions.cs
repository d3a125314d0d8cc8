using Gatehouse.Admission.AdmissionPolicies.Evaluation;

namespace Gatehouse.Admission.AdmissionPolicies.Facts;

/// <summary>What else a resource is served as, and its objects in those versions.</summary>
public interface IObjectVersions
{
    /// <returns>The other versions, of other groups too; none for most resources.</returns>
    IReadOnlyList<ResourceVersion> ListEquivalents(GroupVersionResource resource, string subResource);

    /// <param name="json">An object of <paramref name="from"/>.</param>
    /// <returns>The object in the other version; null when that cannot be had.</returns>
    ReadOnlyMemory<byte>? Convert(ReadOnlyMemory<byte> json, GroupVersionKind from, GroupVersionKind to);
}
