namespace Gatehouse.Admission.AdmissionPolicies.Documents;

/// <summary>The kind of the objects that parameterise a policy.</summary>
/// <param name="ApiVersion"><c>v1</c> or <c>GROUP/VERSION</c>.</param>
public sealed record ParamKind(string ApiVersion, string Kind)
{
    /// <summary>Empty for the core group.</summary>
    public string Group => ApiVersion.IndexOf('/') is > 0 and var slash ? ApiVersion[..slash] : "";

    public string Version => ApiVersion[(ApiVersion.IndexOf('/') + 1)..];

    /// <summary>As messages of the API server print it: <c>rules.example.com/v1, Kind=Limit</c>.</summary>
    public override string ToString() => $"{(Group.Length == 0 ? "" : $"{Group}/")}{Version}, Kind={Kind}";
}
