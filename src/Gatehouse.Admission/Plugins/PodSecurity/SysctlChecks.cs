using System.Collections.Frozen;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Rules about kernel parameters.</summary>
internal static class SysctlChecks
{
    private static readonly FrozenSet<string> Safe1_0 = FrozenSet.Create(
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start");

    private static readonly FrozenSet<string> Safe1_27 = FrozenSet.Create([.. Safe1_0, "net.ipv4.ip_local_reserved_ports"]);

    private static readonly FrozenSet<string> Safe1_29 = FrozenSet.Create(
        [.. Safe1_27, "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes"]);

    private static readonly FrozenSet<string> Safe1_32 = FrozenSet.Create([.. Safe1_29, "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"]);

    private static readonly FrozenSet<string> Safe1_37 = FrozenSet.Create([.. Safe1_32, "net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat"]);

    public static CheckFinding? Since1_0(PodView pod) => Find(pod, Safe1_0);

    public static CheckFinding? Since1_27(PodView pod) => Find(pod, Safe1_27);

    public static CheckFinding? Since1_29(PodView pod) => Find(pod, Safe1_29);

    public static CheckFinding? Since1_32(PodView pod) => Find(pod, Safe1_32);

    public static CheckFinding? Since1_37(PodView pod) => Find(pod, Safe1_37);

    private static CheckFinding? Find(PodView pod, FrozenSet<string> safe)
    {
        List<string>? unsafeNames = null;
        foreach (var sysctl in pod.SecurityContext.Field("sysctls"u8).Items)
        {
            var name = sysctl.Text("name"u8);
            if (!safe.Contains(name))
            {
                (unsafeNames ??= []).Add(name);
            }
        }

        return unsafeNames is null ? null : new("sysctls", "forbidden sysctls", string.Join(", ", unsafeNames), "spec.securityContext.sysctls");
    }
}
