using System.Globalization;
using Version = Gatehouse.Grafeas.V1.Version;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>
/// Versions as Grafeas has them. Packages of distributions are split into epoch, name and revision (deb-version(7), rpm-version(7), apk-package(5)); others have a name only.
/// </summary>
internal static class PackageVersions
{
    /// <summary>There is no fix: later than every version.</summary>
    public static Version NoFix => new() { Kind = Version.Types.VersionKind.Maximum };

    /// <param name="packageType">As <see cref="PackageTypes"/> has it.</param>
    /// <returns>MINIMUM when the report gives no version.</returns>
    public static Version Parse(string text, string packageType)
    {
        if (text.Length == 0)
        {
            return new() { Kind = Version.Types.VersionKind.Minimum };
        }

        var version = new Version { Kind = Version.Types.VersionKind.Normal, Name = text, FullName = text };
        return packageType == "OS" ? Split(version) : version;
    }

    /// <summary>
    /// The fix to name among several, which are one for each branch: the one in the installed version's branch (it shares the most leading numbers), else the first.
    /// </summary>
    public static string ChooseFix(IReadOnlyList<string> fixes, string installed) =>
        fixes.Count == 0 ? "" : fixes.MaxBy(f => SharedNumbers(f, installed))!;

    private static Version Split(Version version)
    {
        var text = version.Name;
        var colon = text.IndexOf(':');
        if (colon > 0 && colon < text.Length - 1 && int.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
        {
            (version.Epoch, text) = (epoch, text[(colon + 1)..]);
        }

        var dash = text.LastIndexOf('-');
        (version.Name, version.Revision) = dash > 0 && dash < text.Length - 1 ? (text[..dash], text[(dash + 1)..]) : (text, "");
        return version;
    }

    private static int SharedNumbers(string a, string b)
    {
        string[] left = a.Split('.'), right = b.Split('.');
        var shared = 0;
        while (shared < Math.Min(left.Length, right.Length) && left[shared] == right[shared])
        {
            shared++;
        }

        return shared;
    }
}
