using System.Collections.Immutable;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>Reads a <c>PodSecurityConfiguration</c>; every mistake goes to the errors.</summary>
public static class PodSecurityOptionsReader
{
    private static readonly string[] ApiVersions =
        ["pod-security.admission.config.k8s.io/v1", "pod-security.admission.config.k8s.io/v1beta1", "pod-security.admission.config.k8s.io/v1alpha1"];

    public static PodSecurityOptions Read(ManifestNode.Mapping document, ManifestErrors errors)
    {
        var root = new FieldReader(document, "", errors);
        _ = root.Word("apiVersion", ApiVersions);
        _ = root.Word("kind", ["PodSecurityConfiguration"]);
        var options = new PodSecurityOptions();
        if (root.Mapping("defaults") is { } defaults)
        {
            options = options with { Defaults = new(ReadMode(defaults, "enforce"), ReadMode(defaults, "audit"), ReadMode(defaults, "warn")) };
            defaults.Finish();
        }

        if (root.Mapping("exemptions") is { } exemptions)
        {
            options = ReadExemptions(exemptions, options);
            exemptions.Finish();
        }

        root.Finish();
        return options;
    }

    private static LevelVersion ReadMode(FieldReader defaults, string mode)
    {
        var level = SecurityLevel.Privileged;
        if (defaults.Text(mode) is { Length: > 0 } text && !SecurityLevels.TryParse(text, out level))
        {
            defaults.Error(mode, $"{GoText.Quote(text)} must be one of privileged, baseline, restricted");
        }

        var version = StandardVersion.Latest;
        if (defaults.Text($"{mode}-version") is { Length: > 0 } versionText && !StandardVersion.TryParse(versionText, out version))
        {
            defaults.Error($"{mode}-version", $"{GoText.Quote(versionText)} must be \"latest\" or \"v1.x\"");
        }

        return new(level, version);
    }

    private static PodSecurityOptions ReadExemptions(FieldReader exemptions, PodSecurityOptions options) => options with
    {
        ExemptUserNames = ReadNames(exemptions, "usernames"),
        ExemptNamespaces = ReadNames(exemptions, "namespaces"),
        ExemptRuntimeClasses = ReadNames(exemptions, "runtimeClasses"),
    };

    private static ImmutableArray<string> ReadNames(FieldReader exemptions, string field)
    {
        var names = exemptions.Texts(field);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, name) in names.Index())
        {
            if (name.Length == 0 || !seen.Add(name))
            {
                exemptions.Error(field, name.Length == 0 ? $"item {i} has no name" : $"{GoText.Quote(name)} is here a second time");
            }
        }

        return names;
    }
}
