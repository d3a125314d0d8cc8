namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <param name="Group">Empty for the core group.</param>
/// <param name="Resource">Plural, for example <c>deployments</c>.</param>
public readonly record struct GroupVersionResource(string Group, string Version, string Resource)
{
    /// <summary>As the API server prints it: <c>apps/v1, Resource=deployments</c>.</summary>
    public override string ToString() => $"{(Group.Length == 0 ? $"/{Version}" : $"{Group}/{Version}")}, Resource={Resource}";
}
