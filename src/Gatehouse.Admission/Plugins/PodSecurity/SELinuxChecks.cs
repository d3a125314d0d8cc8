using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Rules about SELinux labels.</summary>
internal static class SELinuxChecks
{
    public static CheckFinding? Since1_0(PodView pod) => Find(pod, allowsEngine: false);

    public static CheckFinding? Since1_31(PodView pod) => Find(pod, allowsEngine: true);

    private static CheckFinding? Find(PodView pod, bool allowsEngine)
    {
        Offenders? offenders = null;
        var (setsUser, setsRole) = (false, false);
        var options = pod.SecurityContext.Field("seLinuxOptions"u8);
        if (IsBad(options, allowsEngine, ref offenders, ref setsUser, ref setsRole))
        {
            offenders!.AddPod("securityContext.seLinuxOptions");
        }

        foreach (ref readonly var container in pod.Containers)
        {
            options = container.SecurityContext.Field("seLinuxOptions"u8);
            if (IsBad(options, allowsEngine, ref offenders, ref setsUser, ref setsRole))
            {
                offenders!.Add(container, "securityContext.seLinuxOptions");
            }
        }

        return offenders is null ? null : new("seLinuxOptions", "seLinuxOptions", $"{offenders.Setters} set forbidden securityContext.seLinuxOptions: {Describe(offenders, setsUser, setsRole)}", offenders.Field);
    }

    private static string Describe(Offenders offenders, bool setsUser, bool setsRole)
    {
        List<string> faults = offenders.Values.Count == 0 ? [] : [$"{GoText.Plural("type", "types", offenders.Values.Count)} {offenders.QuotedValues}"];
        faults.AddRange(setsUser ? ["user may not be set"] : []);
        faults.AddRange(setsRole ? ["role may not be set"] : []);
        return string.Join("; ", faults);
    }

    private static bool IsBad(JsonElement options, bool allowsEngine, ref Offenders? offenders, ref bool setsUser, ref bool setsRole)
    {
        if (!options.IsPresent)
        {
            return false;
        }

        var type = options.Field("type"u8);
        var isBadType = type.IsPresent && !type.Is(""u8) && !type.Is("container_t"u8) && !type.Is("container_init_t"u8) && !type.Is("container_kvm_t"u8) && !(allowsEngine && type.Is("container_engine_t"u8));
        var (user, role) = (IsSet(options.Field("user"u8)), IsSet(options.Field("role"u8)));
        (setsUser, setsRole) = (setsUser || user, setsRole || role);
        if (!isBadType && !user && !role)
        {
            return false;
        }

        offenders ??= new();
        if (isBadType)
        {
            offenders.AddValue(options.Text("type"u8));
        }

        return true;
    }

    private static bool IsSet(JsonElement text) => text.IsPresent && !text.Is(""u8);
}
