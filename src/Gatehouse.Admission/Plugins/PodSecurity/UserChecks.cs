namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Rules about the user that containers run as.</summary>
internal static class UserChecks
{
    public static CheckFinding? RunAsNonRoot(PodView pod)
    {
        Offenders? setting = null;
        Offenders? missing = null;
        var isPodSafe = pod.SecurityContext.IsTrue("runAsNonRoot"u8);
        if (pod.SecurityContext.IsFalse("runAsNonRoot"u8))
        {
            (setting ??= new()).AddPod("securityContext.runAsNonRoot");
        }

        foreach (ref readonly var container in pod.Containers)
        {
            if (container.SecurityContext.IsFalse("runAsNonRoot"u8))
            {
                (setting ??= new()).Add(container, "securityContext.runAsNonRoot");
            }
            else if (!isPodSafe && !container.SecurityContext.IsTrue("runAsNonRoot"u8))
            {
                (missing ??= new()).Add(container, "securityContext.runAsNonRoot");
            }
        }

        return (setting, missing) switch
        {
            ({ } bad, _) => new("runAsNonRoot", "runAsNonRoot != true", $"{bad.Setters} must not set securityContext.runAsNonRoot=false", bad.Field),
            (_, { } bad) => new("runAsNonRoot", "runAsNonRoot != true", $"pod or {bad.Containers} must set securityContext.runAsNonRoot=true", bad.Field),
            _ => null,
        };
    }

    public static CheckFinding? RunAsUser(PodView pod)
    {
        Offenders? offenders = null;
        if (pod.SecurityContext.Integer("runAsUser"u8) == 0)
        {
            (offenders ??= new()).AddPod("securityContext.runAsUser");
        }

        foreach (ref readonly var container in pod.Containers)
        {
            if (container.SecurityContext.Integer("runAsUser"u8) == 0)
            {
                (offenders ??= new()).Add(container, "securityContext.runAsUser");
            }
        }

        return offenders is null ? null : new("runAsUser", "runAsUser=0", $"{offenders.Setters} must not set runAsUser=0", offenders.Field);
    }
}
