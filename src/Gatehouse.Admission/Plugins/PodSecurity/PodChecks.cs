namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Rules about the pod as a whole.</summary>
internal static class PodChecks
{
    public static CheckFinding? HostNamespaces(PodView pod)
    {
        var (network, process, communication) = (pod.Spec.IsTrue("hostNetwork"u8), pod.Spec.IsTrue("hostPID"u8), pod.Spec.IsTrue("hostIPC"u8));
        if (!network && !process && !communication)
        {
            return null;
        }

        string[] shared = [.. network ? ["hostNetwork"] : Array.Empty<string>(), .. process ? ["hostPID"] : Array.Empty<string>(), .. communication ? ["hostIPC"] : Array.Empty<string>()];
        return new("hostNamespaces", "host namespaces", string.Join(", ", shared.Select(s => $"{s}=true")), $"spec.{shared[0]}");
    }
}
