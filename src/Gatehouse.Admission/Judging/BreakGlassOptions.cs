namespace Gatehouse.Admission.Judging;

/// <summary>
/// Who may have a workload admitted against the policies, by the annotation <c>kritis.grafeas.io/breakglass</c> on it. Section <c>admission:breakGlass</c> of gatehouse.yaml. Nobody by default:
/// the annotation is there for whoever writes a manifest, an attacker too.
/// </summary>
public sealed class BreakGlassOptions
{
    /// <summary>Users, as the API server names them. The annotation's value has to give a reason.</summary>
    public IList<string> Users { get; } = [];

    /// <summary>Groups of users, likewise.</summary>
    public IList<string> Groups { get; } = [];

    /// <summary>As Kritis does it: anybody, and the annotation counts whatever its value, <c>false</c> too; default false.</summary>
    public bool Anybody { get; set; }
}
