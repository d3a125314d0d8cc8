namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>One change of a policy.</summary>
public sealed record PolicyMutation
{
    public const string OfApplyConfiguration = "ApplyConfiguration";

    public const string OfJsonPatch = "JSONPatch";

    public string PatchType { get; init; } = "";

    /// <summary>The expression of <c>applyConfiguration</c>; null when that is absent.</summary>
    public string? ApplyConfiguration { get; init; }

    /// <summary>The expression of <c>jsonPatch</c>; null when that is absent.</summary>
    public string? JsonPatch { get; init; }
}
