namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <param name="Group">Empty for the core group.</param>
public readonly record struct GroupVersionKind(string Group, string Version, string Kind)
{
    /// <summary>As <c>apiVersion</c> has it.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As the API server prints it: <c>apps/v1, Kind=Deployment</c>.</summary>
    public override string ToString() => $"{(Group.Length == 0 ? $"/{Version}" : ApiVersion)}, Kind={Kind}";
}
