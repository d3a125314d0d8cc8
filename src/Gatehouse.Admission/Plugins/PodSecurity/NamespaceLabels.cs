namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>
/// The labels <c>pod-security.kubernetes.io/{enforce,audit,warn}[-version]</c> of a namespace. A level to enforce that is none is <c>restricted</c>, one to audit or warn
/// <c>privileged</c>; a version that is none is <c>latest</c>. Without a level of its own <c>warn</c> follows a stricter <c>enforce</c>.
/// </summary>
public static class NamespaceLabels
{
    public const string Prefix = "pod-security.kubernetes.io/";

    /// <param name="errors">One per bad label, in Kubernetes' words: <c>metadata.labels[…]: Invalid value: "strict": must be …</c>.</param>
    public static NamespacePolicy Read(IReadOnlyDictionary<string, string> labels, NamespacePolicy defaults, List<LabelError> errors)
    {
        if (labels.Count == 0)
        {
            return defaults;
        }

        var hasEnforce = ReadMode(labels, "enforce", defaults.Enforce, SecurityLevel.Restricted, errors, out var enforce);
        _ = ReadMode(labels, "audit", defaults.Audit, SecurityLevel.Privileged, errors, out var audit);
        _ = ReadMode(labels, "warn", defaults.Warn, SecurityLevel.Privileged, errors, out var warn);
        var follows = hasEnforce && !labels.ContainsKey(Prefix + "warn") && enforce.Level > warn.Level;
        return new(enforce, audit, follows ? new(enforce.Level, labels.ContainsKey(Prefix + "warn-version") ? warn.Version : enforce.Version) : warn);
    }

    /// <returns>Whether there is a level and it is one.</returns>
    private static bool ReadMode(IReadOnlyDictionary<string, string> labels, string mode, LevelVersion byDefault, SecurityLevel otherwise, List<LabelError> errors, out LevelVersion read)
    {
        var (level, version, isGiven) = (byDefault.Level, byDefault.Version, false);
        if (labels.TryGetValue(Prefix + mode, out var levelText))
        {
            isGiven = SecurityLevels.TryParse(levelText, out level);
            if (!isGiven)
            {
                level = otherwise;
                errors.Add(new(Prefix + mode, levelText, "must be one of privileged, baseline, restricted"));
            }
        }

        if (labels.TryGetValue($"{Prefix}{mode}-version", out var versionText) && !StandardVersion.TryParse(versionText, out version))
        {
            errors.Add(new($"{Prefix}{mode}-version", versionText, "must be \"latest\" or \"v1.x\""));
        }

        read = new(level, version);
        return isGiven;
    }
}
