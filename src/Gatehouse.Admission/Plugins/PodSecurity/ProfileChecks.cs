using System.Text.Json;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Rules about AppArmor and seccomp profiles.</summary>
internal static class ProfileChecks
{
    private const string AppArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";
    private const string SeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
    private const string SeccompPrefix = "container.seccomp.security.alpha.kubernetes.io/";

    public static CheckFinding? AppArmor(PodView pod)
    {
        var offenders = FindSetters(pod, "appArmorProfile");
        var annotations = FindAppArmorAnnotations(pod.Annotations);
        if (offenders is null && annotations is null)
        {
            return null;
        }

        string[] values = [.. offenders?.Values ?? [], .. annotations ?? []];
        var setters = string.Join(" and ", new[] { offenders?.Setters, annotations is null ? null : GoText.Plural("annotation", "annotations", annotations.Count) }.OfType<string>());
        return new(
            "appArmorProfile",
            GoText.Plural("forbidden AppArmor profile", "forbidden AppArmor profiles", values.Length),
            $"{setters} must not set AppArmor profile type to {GoText.JoinQuoted(values)}",
            offenders?.Field ?? "metadata.annotations");
    }

    public static CheckFinding? SeccompAnnotations(PodView pod)
    {
        if (!pod.Annotations.IsPresent)
        {
            return null;
        }

        SortedSet<string>? forbidden = null;
        CollectSeccomp(pod.Annotations, SeccompPod, ref forbidden);
        foreach (ref readonly var container in pod.Containers)
        {
            CollectSeccomp(pod.Annotations, SeccompPrefix + container.Name, ref forbidden);
        }

        return forbidden is null ? null : new("seccompProfile_baseline", "seccompProfile", $"forbidden {GoText.Plural("annotation", "annotations", forbidden.Count)} {string.Join(", ", forbidden)}", "metadata.annotations");
    }

    public static CheckFinding? SeccompBaseline(PodView pod) => DescribeSeccomp(FindSetters(pod, "seccompProfile"), "seccompProfile_baseline");

    public static CheckFinding? SeccompRestricted(PodView pod)
    {
        if (FindSetters(pod, "seccompProfile") is { } setters)
        {
            return DescribeSeccomp(setters, "seccompProfile_restricted");
        }

        if (pod.SecurityContext.Field("seccompProfile"u8).IsPresent)
        {
            return null;
        }

        Offenders? missing = null;
        foreach (ref readonly var container in pod.Containers)
        {
            if (!container.SecurityContext.Field("seccompProfile"u8).IsPresent)
            {
                (missing ??= new()).Add(container, "securityContext.seccompProfile.type");
            }
        }

        return missing is null ? null : new("seccompProfile_restricted", "seccompProfile", $"pod or {missing.Containers} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"", missing.Field);
    }

    private static CheckFinding? DescribeSeccomp(Offenders? setters, string id) =>
        setters is null ? null : new(id, "seccompProfile", $"{setters.Setters} must not set securityContext.seccompProfile.type to {setters.QuotedValues}", setters.Field);

    /// <returns>Who sets a profile other than <c>RuntimeDefault</c> and <c>Localhost</c>; null for nobody.</returns>
    private static Offenders? FindSetters(PodView pod, string profile)
    {
        Offenders? offenders = null;
        if (IsForbidden(pod.SecurityContext, profile, out var type))
        {
            (offenders ??= new()).AddPod($"securityContext.{profile}.type");
            offenders.AddValue(type);
        }

        foreach (ref readonly var container in pod.Containers)
        {
            if (IsForbidden(container.SecurityContext, profile, out type))
            {
                (offenders ??= new()).Add(container, $"securityContext.{profile}.type");
                offenders.AddValue(type);
            }
        }

        return offenders;
    }

    private static bool IsForbidden(JsonElement securityContext, string profile, out string type)
    {
        type = "";
        var found = profile == "appArmorProfile" ? securityContext.Field("appArmorProfile"u8) : securityContext.Field("seccompProfile"u8);
        if (!found.IsPresent || found.Field("type"u8) is var kind && (kind.Is("RuntimeDefault"u8) || kind.Is("Localhost"u8)))
        {
            return false;
        }

        type = found.Text("type"u8);
        return true;
    }

    private static List<string>? FindAppArmorAnnotations(JsonElement annotations)
    {
        List<string>? forbidden = null;
        if (annotations.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var annotation in annotations.EnumerateObject())
        {
            if (annotation.Name.StartsWith(AppArmorPrefix, StringComparison.Ordinal) && annotation.Value.ToString() is var value
                && value is not ("" or "runtime/default") && !value.StartsWith("localhost/", StringComparison.Ordinal))
            {
                (forbidden ??= []).Add($"{annotation.Name}={GoText.Quote(value)}");
            }
        }

        forbidden?.Sort(StringComparer.Ordinal);
        return forbidden;
    }

    private static void CollectSeccomp(JsonElement annotations, string key, ref SortedSet<string>? forbidden)
    {
        if (annotations.ValueKind == JsonValueKind.Object && annotations.TryGetProperty(key, out var annotation) && annotation.ToString() is var value
            && value is not ("runtime/default" or "docker/default") && !value.StartsWith("localhost/", StringComparison.Ordinal))
        {
            _ = (forbidden ??= new(StringComparer.Ordinal)).Add($"{key}={GoText.Quote(value)}");
        }
    }
}
