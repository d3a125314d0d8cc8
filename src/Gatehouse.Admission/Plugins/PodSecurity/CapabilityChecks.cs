using System.Collections.Frozen;
using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Rules about Linux capabilities.</summary>
internal static class CapabilityChecks
{
    private static readonly FrozenSet<string> Ordinary = FrozenSet.Create(
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT");

    public static CheckFinding? Baseline(PodView pod)
    {
        Offenders? offenders = null;
        foreach (ref readonly var container in pod.Containers)
        {
            CollectAdded(container, Ordinary.Contains, ref offenders);
        }

        return offenders is null ? null : new("capabilities_baseline", "non-default capabilities", $"{offenders.Containers} must not include {offenders.QuotedValues} in securityContext.capabilities.add", offenders.Field);
    }

    public static CheckFinding? Restricted(PodView pod)
    {
        Offenders? keeping = null;
        Offenders? adding = null;
        foreach (ref readonly var container in pod.Containers)
        {
            if (!DropsAll(container.SecurityContext))
            {
                (keeping ??= new()).Add(container, "securityContext.capabilities.drop");
            }

            CollectAdded(container, static c => c == "NET_BIND_SERVICE", ref adding);
        }

        return (keeping ?? adding) is not { } first ? null : new("capabilities_restricted", "unrestricted capabilities", Describe(keeping, adding), first.Field);
    }

    private static string Describe(Offenders? keeping, Offenders? adding)
    {
        var drop = keeping is null ? "" : $"{keeping.Containers} must set securityContext.capabilities.drop=[\"ALL\"]";
        var add = adding is null ? "" : $"{adding.Containers} must not include {adding.QuotedValues} in securityContext.capabilities.add";
        return keeping is not null && adding is not null ? $"{drop}; {add}" : drop + add;
    }

    private static bool DropsAll(JsonElement securityContext)
    {
        foreach (var capability in securityContext.Field("capabilities"u8).Field("drop"u8).Items)
        {
            if (capability.Is("ALL"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static void CollectAdded(in ContainerView container, Func<string, bool> isAllowed, ref Offenders? offenders)
    {
        var isBad = false;
        foreach (var capability in container.SecurityContext.Field("capabilities"u8).Field("add"u8).Items)
        {
            var name = capability.ValueKind == JsonValueKind.String ? capability.GetString()! : "";
            if (!isAllowed(name))
            {
                isBad = true;
                (offenders ??= new()).AddValue(name);
            }
        }

        if (isBad)
        {
            offenders!.Add(container, "securityContext.capabilities.add");
        }
    }
}
