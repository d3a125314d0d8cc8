namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Rules that every container keeps by itself.</summary>
internal static class ContainerChecks
{
    public static CheckFinding? AllowPrivilegeEscalation(PodView pod)
    {
        Offenders? offenders = null;
        foreach (ref readonly var container in pod.Containers)
        {
            if (!container.SecurityContext.IsFalse("allowPrivilegeEscalation"u8))
            {
                (offenders ??= new()).Add(container, "securityContext.allowPrivilegeEscalation");
            }
        }

        return offenders is null ? null : new("allowPrivilegeEscalation", "allowPrivilegeEscalation != false", $"{offenders.Containers} must set securityContext.allowPrivilegeEscalation=false", offenders.Field);
    }

    public static CheckFinding? Privileged(PodView pod)
    {
        Offenders? offenders = null;
        foreach (ref readonly var container in pod.Containers)
        {
            if (container.SecurityContext.IsTrue("privileged"u8))
            {
                (offenders ??= new()).Add(container, "securityContext.privileged");
            }
        }

        return offenders is null ? null : new("privileged", "privileged", $"{offenders.Containers} must not set securityContext.privileged=true", offenders.Field);
    }

    public static CheckFinding? ProcMount(PodView pod) => FindProcMount(pod, "procMount");

    public static CheckFinding? ProcMountRestricted(PodView pod) => FindProcMount(pod, "procMount_restricted");

    public static CheckFinding? WindowsHostProcess(PodView pod)
    {
        Offenders? offenders = null;
        if (pod.SecurityContext.Field("windowsOptions"u8).IsTrue("hostProcess"u8))
        {
            (offenders ??= new()).AddPod("securityContext.windowsOptions.hostProcess");
        }

        foreach (ref readonly var container in pod.Containers)
        {
            if (container.SecurityContext.Field("windowsOptions"u8).IsTrue("hostProcess"u8))
            {
                (offenders ??= new()).Add(container, "securityContext.windowsOptions.hostProcess");
            }
        }

        return offenders is null ? null : new("windowsHostProcess", "hostProcess", $"{offenders.Setters} must not set securityContext.windowsOptions.hostProcess=true", offenders.Field);
    }

    private static CheckFinding? FindProcMount(PodView pod, string id)
    {
        Offenders? offenders = null;
        foreach (ref readonly var container in pod.Containers)
        {
            var mount = container.SecurityContext.Field("procMount"u8);
            if (mount.IsPresent && !mount.Is("Default"u8))
            {
                (offenders ??= new()).Add(container, "securityContext.procMount");
                offenders.AddValue(container.SecurityContext.Text("procMount"u8));
            }
        }

        return offenders is null ? null : new(id, "procMount", $"{offenders.Containers} must not set securityContext.procMount to {offenders.QuotedValues}", offenders.Field);
    }
}
