using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Kinds;

namespace Gatehouse.Metadata.Validation;

/// <summary>
/// What a note must have, by kind. Lenient where known clients are: <c>builder_version</c> may be empty (Tekton Chains).
/// </summary>
internal static class NoteValidator
{
    /// <summary>Adds every mistake, with paths below <paramref name="path"/>.</summary>
    public static void Validate(Note note, string path, List<FieldError> errors)
    {
        var checks = new Checks(errors, path);
        CheckKind(note, checks);
        CheckCommon(note, checks);
        switch (note.TypeCase)
        {
            case Note.TypeOneofCase.Vulnerability: CheckVulnerability(note.Vulnerability, checks.At("vulnerability")); break;
            case Note.TypeOneofCase.Image: CheckImage(note.Image, checks.At("image")); break;
            case Note.TypeOneofCase.Package: CheckPackage(note.Package, checks.At("package")); break;
            case Note.TypeOneofCase.Deployment: checks.At("deployment").Require("resource_uri", note.Deployment.ResourceUri.Count > 0); break;
            case Note.TypeOneofCase.Discovery: checks.At("discovery").Require("analysis_kind", note.Discovery.AnalysisKind != NoteKind.Unspecified); break;
            case Note.TypeOneofCase.Upgrade: CheckUpgrade(note.Upgrade, checks.At("upgrade")); break;
        }
    }

    private static void CheckKind(Note note, Checks checks)
    {
        var kind = NoteKinds.Of(note);
        if (kind == NoteKind.Unspecified)
        {
            checks.Fail("type", $"one of {string.Join(", ", NoteKinds.NoteMembers)} is required");
        }
        else if (note.Kind != NoteKind.Unspecified && note.Kind != kind)
        {
            checks.Fail("kind", $"is {NoteKinds.NameOf(note.Kind)}, but the details are of kind {NoteKinds.NameOf(kind)}");
        }
    }

    private static void CheckCommon(Note note, Checks checks)
    {
        checks.Each("related_note_names", note.RelatedNoteNames, static (at, name) =>
        {
            if (!NoteName.TryParse(name, out _))
            {
                at.Fail("", $"must be of the form {NoteName.Form}, got \"{name}\"");
            }
        });
        TimestampValidator.Check("expiration_time", note.ExpirationTime, checks);
    }

    private static void CheckVulnerability(VulnerabilityNote vulnerability, Checks checks) =>
        checks.Each("details", vulnerability.Details, static (at, detail) =>
        {
            at.Require("affected_cpe_uri", detail.AffectedCpeUri);
            at.Require("affected_package", detail.AffectedPackage);
            VersionValidator.CheckOptional("affected_version_start", detail.AffectedVersionStart, at);
            VersionValidator.CheckOptional("affected_version_end", detail.AffectedVersionEnd, at);
            VersionValidator.CheckFix(detail.FixedVersion, detail.FixedCpeUri, detail.FixedPackage, at);
        });

    private static void CheckImage(ImageNote image, Checks checks)
    {
        checks.Require("resource_url", image.ResourceUrl);
        FingerprintValidator.Check(image.Fingerprint, checks);
    }

    private static void CheckPackage(PackageNote package, Checks checks)
    {
        checks.Require("name", package.Name);
        VersionValidator.CheckOptional("version", package.Version, checks);
        checks.Each("distribution", package.Distribution, static (at, distribution) =>
        {
            at.Require("cpe_uri", distribution.CpeUri);
            VersionValidator.CheckOptional("latest_version", distribution.LatestVersion, at);
        });
    }

    private static void CheckUpgrade(UpgradeNote upgrade, Checks checks) => VersionValidator.CheckOptional("version", upgrade.Version, checks);
}
