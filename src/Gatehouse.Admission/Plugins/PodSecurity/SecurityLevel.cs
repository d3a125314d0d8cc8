namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>The levels of the Pod Security Standards, the laxest first.</summary>
public enum SecurityLevel
{
    Privileged,
    Baseline,
    Restricted,
}
