using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>The Pod Security Standards, <c>v1.0</c> to <c>v1.37</c>. Pure.</summary>
internal static class SecurityStandards
{
    private static readonly ImmutableArray<PodCheck> Checks =
    [
        new("allowPrivilegeEscalation", SecurityLevel.Restricted, "", "set securityContext.allowPrivilegeEscalation to false on every container", new CheckVersion(8, ContainerChecks.AllowPrivilegeEscalation), new CheckVersion(25, NotOnWindows(ContainerChecks.AllowPrivilegeEscalation))),
        new("appArmorProfile", SecurityLevel.Baseline, "", "use the AppArmor profile RuntimeDefault or Localhost, or set none", new CheckVersion(0, ProfileChecks.AppArmor)),
        new("capabilities_baseline", SecurityLevel.Baseline, "", "add no capability beyond those of the container runtime", new CheckVersion(0, CapabilityChecks.Baseline)),
        new("capabilities_restricted", SecurityLevel.Restricted, "capabilities_baseline", "drop ALL capabilities and add none but NET_BIND_SERVICE", new CheckVersion(22, CapabilityChecks.Restricted), new CheckVersion(25, NotOnWindows(CapabilityChecks.Restricted))),
        new("hostNamespaces", SecurityLevel.Baseline, "", "leave hostNetwork, hostPID and hostIPC unset", new CheckVersion(0, PodChecks.HostNamespaces)),
        new("hostPathVolumes", SecurityLevel.Baseline, "", "use no hostPath volume", new CheckVersion(0, VolumeChecks.HostPath)),
        new("hostPorts", SecurityLevel.Baseline, "", "leave hostPort unset", new CheckVersion(0, PortChecks.HostPorts)),
        new("hostProbesAndHostLifecycle", SecurityLevel.Baseline, "", "leave the host of probes and lifecycle handlers unset", new CheckVersion(34, PortChecks.HostProbes)),
        new("privileged", SecurityLevel.Baseline, "", "leave securityContext.privileged unset", new CheckVersion(0, ContainerChecks.Privileged)),
        new("procMount", SecurityLevel.Baseline, "", "leave securityContext.procMount unset or Default", new CheckVersion(0, ContainerChecks.ProcMount), new CheckVersion(35, NotInUserNamespace(ContainerChecks.ProcMount))),
        new("procMount_restricted", SecurityLevel.Restricted, "procMount", "leave securityContext.procMount unset or Default", new CheckVersion(35, ContainerChecks.ProcMountRestricted)),
        new("restrictedVolumes", SecurityLevel.Restricted, "hostPathVolumes", "use only configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected and secret volumes", new CheckVersion(0, VolumeChecks.Restricted)),
        new("runAsNonRoot", SecurityLevel.Restricted, "", "set securityContext.runAsNonRoot to true on the pod or on every container", new CheckVersion(0, UserChecks.RunAsNonRoot), new CheckVersion(35, NotInUserNamespace(UserChecks.RunAsNonRoot))),
        new("runAsUser", SecurityLevel.Restricted, "", "run as a user other than 0", new CheckVersion(23, UserChecks.RunAsUser), new CheckVersion(35, NotInUserNamespace(UserChecks.RunAsUser))),
        new("seLinuxOptions", SecurityLevel.Baseline, "", "use the SELinux types container_t, container_init_t or container_kvm_t (from 1.31 container_engine_t too), and set neither user nor role", new CheckVersion(0, SELinuxChecks.Since1_0), new CheckVersion(31, SELinuxChecks.Since1_31)),
        new("seccompProfile_baseline", SecurityLevel.Baseline, "", "use the seccomp profile RuntimeDefault or Localhost, or set none", new CheckVersion(0, ProfileChecks.SeccompAnnotations), new CheckVersion(19, ProfileChecks.SeccompBaseline)),
        new("seccompProfile_restricted", SecurityLevel.Restricted, "seccompProfile_baseline", "set the seccomp profile RuntimeDefault or Localhost on the pod or on every container", new CheckVersion(19, ProfileChecks.SeccompRestricted), new CheckVersion(25, NotOnWindows(ProfileChecks.SeccompRestricted))),
        new("sysctls", SecurityLevel.Baseline, "", "set only sysctls that are safe as of the version", new CheckVersion(0, SysctlChecks.Since1_0), new CheckVersion(27, SysctlChecks.Since1_27), new CheckVersion(29, SysctlChecks.Since1_29), new CheckVersion(32, SysctlChecks.Since1_32), new CheckVersion(37, SysctlChecks.Since1_37)),
        new("windowsHostProcess", SecurityLevel.Baseline, "", "leave securityContext.windowsOptions.hostProcess unset", new CheckVersion(0, ContainerChecks.WindowsHostProcess)),
    ];

    private static readonly FrozenDictionary<string, string> Remedies = Checks.ToFrozenDictionary(c => c.Id, c => c.Remedy);

    private static readonly int Newest = Checks.Max(c => c.Versions.Max(v => v.Since));

    private static readonly ImmutableArray<ImmutableArray<Func<PodView, CheckFinding?>>> Baseline = [.. Enumerable.Range(0, Newest + 1).Select(v => Compile(SecurityLevel.Baseline, v))];

    private static readonly ImmutableArray<ImmutableArray<Func<PodView, CheckFinding?>>> Restricted = [.. Enumerable.Range(0, Newest + 1).Select(v => Compile(SecurityLevel.Restricted, v))];

    /// <returns>What stands against the pod, baseline checks by id first, then restricted ones by id; empty when it keeps the level.</returns>
    public static ImmutableArray<CheckFinding> Evaluate(LevelVersion standard, PodView pod)
    {
        if (standard.Level == SecurityLevel.Privileged)
        {
            return [];
        }

        var checks = (standard.Level == SecurityLevel.Baseline ? Baseline : Restricted)[Math.Min(standard.Version.Minor, Newest)];
        ImmutableArray<CheckFinding>.Builder? findings = null;
        foreach (var check in checks)
        {
            if (check(pod) is { } finding)
            {
                (findings ??= ImmutableArray.CreateBuilder<CheckFinding>()).Add(finding);
            }
        }

        return findings?.ToImmutable() ?? [];
    }

    public static string FindRemedy(string check) => Remedies[check];

    private static ImmutableArray<Func<PodView, CheckFinding?>> Compile(SecurityLevel level, int version)
    {
        PodCheck[] active = [.. Checks.Where(c => c.Level <= level && c.Versions[0].Since <= version)];
        var overridden = active.Select(c => c.Overrides).ToHashSet();
        return [.. active.Where(c => !overridden.Contains(c.Id)).OrderBy(c => c.Level).ThenBy(c => c.Id, StringComparer.Ordinal).Select(c => c.Versions.Last(v => v.Since <= version).Find)];
    }

    private static Func<PodView, CheckFinding?> NotOnWindows(Func<PodView, CheckFinding?> find) => pod => pod.IsWindows ? null : find(pod);

    private static Func<PodView, CheckFinding?> NotInUserNamespace(Func<PodView, CheckFinding?> find) => pod => pod.IsInUserNamespace ? null : find(pod);
}
