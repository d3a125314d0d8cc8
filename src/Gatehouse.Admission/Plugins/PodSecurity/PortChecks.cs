using System.Globalization;
using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Rules about ports and addresses of the host.</summary>
internal static class PortChecks
{
    public static CheckFinding? HostPorts(PodView pod)
    {
        Offenders? offenders = null;
        foreach (ref readonly var container in pod.Containers)
        {
            Collect(pod, container, ref offenders);
        }

        return offenders is null ? null : new(
            "hostPorts",
            "hostPort",
            $"{offenders.Containers} {GoText.Plural("uses", "use", offenders.Count)} {GoText.Plural("hostPort", "hostPorts", offenders.Values.Count)} {string.Join(", ", offenders.Values)}",
            offenders.Field);
    }

    public static CheckFinding? HostProbes(PodView pod)
    {
        Dictionary<string, ContainerView>? named = null;
        Offenders? hosts = null;
        foreach (ref readonly var container in pod.Containers)
        {
            if (CollectHosts(container.Container, ref hosts))
            {
                // Kubernetes sorts the names of this check alone.
                _ = (named ??= new(StringComparer.Ordinal)).TryAdd(container.Name, container);
            }
        }

        return named is null ? null : new(
            "hostProbesAndHostLifecycle",
            "probe or lifecycle host",
            $"{GoText.Plural("container", "containers", named.Count)} {GoText.JoinQuoted(named.Keys.Order(StringComparer.Ordinal))} {GoText.Plural("uses", "use", named.Count)} {GoText.Plural("probe or lifecycle host", "probe or lifecycle hosts", hosts!.Values.Count)} {hosts.QuotedValues}",
            named.Values.First().Path);
    }

    private static void Collect(PodView pod, in ContainerView container, ref Offenders? offenders)
    {
        var isBad = false;
        foreach (var port in container.Container.Field("ports"u8).Items)
        {
            var number = port.Integer("hostPort"u8) ?? 0;
            if (number == 0 && pod.HasHostPorts && container.List != "ephemeralContainers")
            {
                number = port.Integer("containerPort"u8) ?? 0;
            }

            if (number != 0)
            {
                isBad = true;
                (offenders ??= new()).AddValue(number.ToString(CultureInfo.InvariantCulture));
            }
        }

        if (isBad)
        {
            offenders!.Add(container, "ports");
        }
    }

    private static bool CollectHosts(JsonElement container, ref Offenders? hosts)
    {
        var lifecycle = container.Field("lifecycle"u8);
        return CollectHost(container.Field("livenessProbe"u8), ref hosts)
            | CollectHost(container.Field("readinessProbe"u8), ref hosts)
            | CollectHost(container.Field("startupProbe"u8), ref hosts)
            | CollectHost(lifecycle.Field("postStart"u8), ref hosts)
            | CollectHost(lifecycle.Field("preStop"u8), ref hosts);
    }

    private static bool CollectHost(JsonElement handler, ref Offenders? hosts) =>
        CollectName(handler.Field("httpGet"u8), ref hosts) | CollectName(handler.Field("tcpSocket"u8), ref hosts);

    private static bool CollectName(JsonElement action, ref Offenders? hosts)
    {
        var host = action.Field("host"u8);
        if (!host.IsPresent || host.Is(""u8))
        {
            return false;
        }

        (hosts ??= new()).AddValue(action.Text("host"u8));
        return true;
    }
}
