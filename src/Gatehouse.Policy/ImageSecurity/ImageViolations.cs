using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.ImageSecurity;

/// <summary>The words of every reason an image security policy can have against an image.</summary>
internal static class ImageViolations
{
    public static Violation Invalid(ImageSecurityPolicy policy, ImageFacts image)
    {
        _ = Artifacts.Content.ImageReference.TryParse(image.Image, out _, out var error);
        return Make(ViolationId.ImageInvalid, "not an image reference", policy, image,
            image.Image.Length == 0 ? "no image is named" : $"\"{image.Image}\" is not an image reference: {error}",
            "name the image as REGISTRY/REPOSITORY@sha256:DIGEST");
    }

    public static Violation Unqualified(ImageSecurityPolicy policy, ImageFacts image) =>
        Make(ViolationId.ImageUnqualified, "image has no digest", policy, image,
            $"{image.Image} has no digest: what it names can change after it was judged",
            $"pin it by the digest the registry reports: {image.Image}@sha256:DIGEST");

    public static Violation Unscanned(ImageSecurityPolicy policy, ImageFacts image) =>
        Make(ViolationId.ImageUnscanned, "image was never scanned", policy, image,
            $"nobody has looked for vulnerabilities in {image.Image}",
            "scan the image and record the report");

    public static Violation Unavailable(ImageSecurityPolicy policy, ImageFacts image) =>
        Make(ViolationId.FactsUnavailable, "facts could not be read", policy, image,
            $"what is known of {image.Image} could not be read: {image.Unavailable}",
            "try again when the record store answers");

    public static Violation AuthorityMissing(ImageSecurityPolicy policy, ImageFacts image)
    {
        var authority = policy.AttestationAuthorityName;
        return Make(ViolationId.PolicyError, "policy cannot be applied", policy, image,
            $"the policy names the attestation authority \"{authority}\", which namespace \"{policy.Namespace}\" does not have",
            $"apply an AttestationAuthority \"{authority}\" in namespace \"{policy.Namespace}\", or take attestationAuthorityName out of the policy") with
        { Subject = authority };
    }

    public static Violation ThresholdUnknown(ImageSecurityPolicy policy, ImageFacts image, bool isFixable, SeverityThreshold limit)
    {
        var field = isFixable ? "maximumSeverity" : "maximumFixUnavailableSeverity";
        return Make(ViolationId.PolicyError, "policy cannot be applied", policy, image,
            $"{field} is \"{limit}\", which is no severity, and {image.Image} has findings to compare with it",
            $"set {field} to one of {string.Join(", ", SeverityThreshold.Words)}") with
        { Subject = field };
    }

    public static Violation Vulnerable(ImageSecurityPolicy policy, ImageFacts image, Finding finding, SeverityThreshold limit)
    {
        var (id, reason) = finding.IsFixable
            ? (ViolationId.VulnerabilitySeverity, "vulnerability above the tolerated severity")
            : (ViolationId.VulnerabilityUnfixable, "vulnerability without a fix above the tolerated severity");
        return Make(id, reason, policy, image, Describe(finding, limit), Remedy(policy, finding)) with { Subject = finding.Note };
    }

    private static string Describe(Finding finding, SeverityThreshold limit)
    {
        var where = finding.Packages.IsEmpty ? "" : " in " + string.Join(", ", finding.Packages.Select(Name).Distinct());
        var severity = Enum.IsDefined(finding.EffectiveSeverity) ? finding.EffectiveSeverity.ToString().ToUpperInvariant() : $"of the unknown severity {finding.EffectiveSeverity:D}";
        var what = finding.IsFixable ? "a fix" : "no fix";
        var expected = limit.BlocksAll ? $"tolerates none with {what} that is not on its allowlist" : $"tolerates up to {limit} with {what}";
        return $"{finding.VulnerabilityId}{where} is {severity}; the policy {expected}";
    }

    private static string Remedy(ImageSecurityPolicy policy, Finding finding)
    {
        var except = $"list {finding.Note} under allowlistCVEs of policy {policy.FullName}";
        if (finding.Packages.IsEmpty)
        {
            return $"use an image without {finding.VulnerabilityId}, or {except}";
        }

        var upgrades = finding.Packages.Where(p => p.FixedVersion is not null).Select(Upgrade).Distinct();
        return finding.IsFixable
            ? string.Join(" and ", upgrades)
            : $"no fix is known for {string.Join(", ", finding.Packages.Where(p => p.FixedVersion is null).Select(Name).Distinct())}: use an image without it, record an assessment that the image is not affected, or {except}";
    }

    private static string Name(AffectedPackage package) => package.Version.Length == 0 ? package.Name : $"{package.Name} {package.Version}";

    private static string Upgrade(AffectedPackage package) =>
        string.IsNullOrEmpty(package.FixedVersion) ? $"upgrade {package.Name} to a fixed version" : $"upgrade {package.Name} to {package.FixedVersion}";

    /// <summary>Whoever writes a manifest writes into the terminal of whoever reads the refusal: no escapes, no line breaks.</summary>
    private static string Visible(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c));

    private static Violation Make(string id, string reason, ImageSecurityPolicy policy, ImageFacts image, string detail, string remedy) =>
        new(id, reason, Visible(detail), policy.FullName, Visible(remedy)) { Field = image.Field, Container = image.Container, Image = image.Image };
}
