using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Kinds;

namespace Gatehouse.Metadata.Validation;

/// <summary>
/// What an occurrence must have, by kind. Lenient where known clients are: a signature's <c>public_key_id</c> may be empty (Tekton Chains) and a package
/// may have no location or one without the deprecated <c>cpe_uri</c>.
/// </summary>
internal static class OccurrenceValidator
{
    /// <summary>Adds every mistake, with paths below <paramref name="path"/>.</summary>
    public static void Validate(Occurrence occurrence, string path, List<FieldError> errors)
    {
        var checks = new Checks(errors, path);
        CheckKind(occurrence, checks);
        checks.Require("resource_uri", occurrence.ResourceUri);
        if (!NoteName.TryParse(occurrence.NoteName, out _))
        {
            checks.Fail("note_name", $"must be of the form {NoteName.Form}, got \"{occurrence.NoteName}\"");
        }

        switch (occurrence.DetailsCase)
        {
            case Occurrence.DetailsOneofCase.Vulnerability: CheckVulnerability(occurrence.Vulnerability, checks.At("vulnerability")); break;
            case Occurrence.DetailsOneofCase.Build: CheckBuild(occurrence.Build, checks.At("build")); break;
            case Occurrence.DetailsOneofCase.Image: CheckImage(occurrence.Image, checks.At("image")); break;
            case Occurrence.DetailsOneofCase.Package: CheckPackage(occurrence.Package, checks.At("package")); break;
            case Occurrence.DetailsOneofCase.Deployment: CheckDeployment(occurrence.Deployment, checks.At("deployment")); break;
            case Occurrence.DetailsOneofCase.Discovery: TimestampValidator.Check("last_scan_time", occurrence.Discovery.LastScanTime, checks.At("discovery")); break;
            case Occurrence.DetailsOneofCase.Attestation: CheckAttestation(occurrence.Attestation, checks.At("attestation")); break;
            case Occurrence.DetailsOneofCase.Upgrade: CheckUpgrade(occurrence.Upgrade, checks.At("upgrade")); break;
            case Occurrence.DetailsOneofCase.Secret: checks.At("secret").Require("kind", occurrence.Secret.Kind != SecretKind.Unspecified); break;
        }
    }

    private static void CheckKind(Occurrence occurrence, Checks checks)
    {
        var kind = NoteKinds.Of(occurrence);
        if (kind == NoteKind.Unspecified)
        {
            checks.Fail("details", $"one of {string.Join(", ", NoteKinds.OccurrenceMembers)} is required");
        }
        else if (occurrence.Kind != NoteKind.Unspecified && occurrence.Kind != kind)
        {
            checks.Fail("kind", $"is {NoteKinds.NameOf(occurrence.Kind)}, but the details are of kind {NoteKinds.NameOf(kind)}");
        }
    }

    private static void CheckVulnerability(VulnerabilityOccurrence vulnerability, Checks checks)
    {
        checks.Require("package_issue", vulnerability.PackageIssue.Count > 0);
        checks.Each("package_issue", vulnerability.PackageIssue, static (at, issue) =>
        {
            at.Require("affected_cpe_uri", issue.AffectedCpeUri);
            at.Require("affected_package", issue.AffectedPackage);
            VersionValidator.CheckRequired("affected_version", issue.AffectedVersion, at);
            at.Require("fixed_version", issue.FixedVersion is not null);
            VersionValidator.CheckFix(issue.FixedVersion, issue.FixedCpeUri, issue.FixedPackage, at);
        });
    }

    private static void CheckBuild(BuildOccurrence build, Checks checks)
    {
        if (build.Provenance is null)
        {
            var present = build.IntotoProvenance is not null || build.IntotoStatement is not null || build.InTotoSlsaProvenanceV1 is not null;
            checks.Require("provenance", present);
            return;
        }

        var provenance = checks.At("provenance");
        provenance.Require("id", build.Provenance.Id);
        provenance.Each("commands", build.Provenance.Commands, static (at, command) => at.Require("name", command.Name));
    }

    private static void CheckImage(ImageOccurrence image, Checks checks)
    {
        FingerprintValidator.Check(image.Fingerprint, checks);
        checks.Each("layer_info", image.LayerInfo, static (at, layer) => at.Require("directive", layer.Directive));
    }

    private static void CheckPackage(PackageOccurrence package, Checks checks)
    {
        VersionValidator.CheckOptional("version", package.Version, checks);
        checks.Each("location", package.Location, static (at, location) => VersionValidator.CheckOptional("version", location.Version, at));
    }

    private static void CheckDeployment(DeploymentOccurrence deployment, Checks checks)
    {
        checks.Require("deploy_time", deployment.DeployTime is not null);
        TimestampValidator.Check("deploy_time", deployment.DeployTime, checks);
        TimestampValidator.Check("undeploy_time", deployment.UndeployTime, checks);
    }

    private static void CheckAttestation(AttestationOccurrence attestation, Checks checks)
    {
        if (attestation.SerializedPayload.IsEmpty && attestation.Jwts.Count == 0)
        {
            checks.Fail("serialized_payload", "is required when there are no jwts");
        }

        checks.Each("signatures", attestation.Signatures, static (at, signature) => at.Require("signature", !signature.Signature_.IsEmpty));
        checks.Each("jwts", attestation.Jwts, static (at, jwt) => at.Require("compact_jwt", jwt.CompactJwt));
    }

    private static void CheckUpgrade(UpgradeOccurrence upgrade, Checks checks) => VersionValidator.CheckOptional("parsed_version", upgrade.ParsedVersion, checks);
}
