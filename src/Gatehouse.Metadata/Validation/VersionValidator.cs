using Version = Gatehouse.Grafeas.V1.Version;

namespace Gatehouse.Metadata.Validation;

/// <summary>A version needs a kind, and a name when it is NORMAL.</summary>
internal static class VersionValidator
{
    public static void CheckRequired(string field, Version? version, Checks checks)
    {
        checks.Require(field, version is not null);
        CheckOptional(field, version, checks);
    }

    public static void CheckOptional(string field, Version? version, Checks checks)
    {
        if (version is null)
        {
            return;
        }

        var at = checks.At(field);
        at.Require("kind", version.Kind != Version.Types.VersionKind.Unspecified);
        if (version.Kind == Version.Types.VersionKind.Normal)
        {
            at.Require("name", version.Name);
        }
    }

    /// <summary>A fix with a number needs the package that has it.</summary>
    public static void CheckFix(Version? version, string cpeUri, string package, Checks checks)
    {
        CheckOptional("fixed_version", version, checks);
        if (version?.Kind == Version.Types.VersionKind.Normal)
        {
            checks.Require("fixed_cpe_uri", cpeUri);
            checks.Require("fixed_package", package);
        }
    }
}
