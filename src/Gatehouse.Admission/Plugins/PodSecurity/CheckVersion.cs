namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>What a check does as of one version.</summary>
/// <param name="Since">The minor version of Kubernetes 1 that brought it.</param>
/// <param name="Find">Null when the pod keeps the rule.</param>
internal readonly record struct CheckVersion(int Since, Func<PodView, CheckFinding?> Find);
