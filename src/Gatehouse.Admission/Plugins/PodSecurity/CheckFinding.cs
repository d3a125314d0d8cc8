namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>What a check found against a pod.</summary>
/// <param name="Check">As Kubernetes names it, for example <c>capabilities_baseline</c>.</param>
/// <param name="Reason">The same for all of its kind.</param>
/// <param name="Detail">The offenders.</param>
/// <param name="Field">Of the first of them.</param>
public sealed record CheckFinding(string Check, string Reason, string Detail, string Field)
{
    /// <summary>As Kubernetes tells it: <c>host namespaces (hostPID=true)</c>.</summary>
    public override string ToString() => Detail.Length == 0 ? Reason : $"{Reason} ({Detail})";
}
