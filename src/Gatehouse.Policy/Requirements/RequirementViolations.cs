using System.Globalization;
using Gatehouse.Artifacts.Content;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Requirements;

/// <summary>The words of every reason that there can be against an image.</summary>
internal sealed class RequirementViolations(ImageFacts image)
{
    private const string Record = "record store";

    public Violation Invalid(Place place)
    {
        _ = ImageReference.TryParse(image.Image, out _, out var error);
        return Make(ViolationId.ImageInvalid, "not an image reference", place,
            image.Image.Length == 0 ? "no image is named" : $"\"{image.Image}\" is not an image reference: {error}",
            "name the image as REGISTRY/REPOSITORY@sha256:DIGEST");
    }

    public Violation Unqualified(Place place) => Make(ViolationId.ImageUnqualified, "image has no digest", place,
        $"{image.Image} has no digest: what it names can change after it was judged",
        $"pin it by the digest the registry reports: {image.Image}@sha256:DIGEST");

    public Violation Unscanned(Place place) => Make(ViolationId.ImageUnscanned, "image was never scanned", place,
        $"nobody has looked for vulnerabilities in {image.Image}",
        "scan the image and record the report");

    public Violation Unavailable(Place place) => Make(ViolationId.FactsUnavailable, "facts could not be read", place,
        $"what is known of {image.Image} could not be read: {image.Unavailable}",
        $"try again when the {Record} answers");

    public Violation SourceUnavailable(Place place, string source, string why) => Make(ViolationId.FactsUnavailable, "facts could not be read", place,
        $"whether {source} stands behind {image.Image} could not be found out: {why}",
        "try again when it answers") with
    { Subject = source };

    public Violation Broken(Place place, Requirement.Broken broken) =>
        Make(ViolationId.PolicyError, "policy cannot be applied", place, broken.Problem, broken.Remedy) with { Subject = broken.Subject };

    public Violation Denied(Place place, string message) => Make(ViolationId.Denied, "denied by policy", place,
        $"the policy lets {image.Image} pass under no condition{(message.Length == 0 ? "" : $": {message}")}",
        "use an image that the policy exempts, or ask its author to change it");

    public Violation ThresholdUnknown(Place place, string field, SeverityThreshold limit) => Make(ViolationId.PolicyError, "policy cannot be applied", place,
        $"{field} is \"{limit}\", which is no severity, and {image.Image} has findings to compare with it",
        $"set {field} to one of {string.Join(", ", SeverityThreshold.Words)}") with
    { Subject = field };

    public Violation Vulnerable(Place place, Finding finding, VulnerabilityLimits limits)
    {
        var (id, reason) = finding.IsFixable
            ? (ViolationId.VulnerabilitySeverity, "vulnerability above the tolerated severity")
            : (ViolationId.VulnerabilityUnfixable, "vulnerability without a fix above the tolerated severity");
        return Make(id, reason, place, Describe(finding, limits.LimitOf(finding)), Remedy(place, finding, limits)) with { Subject = finding.Note };
    }

    public Violation Blocked(Place place, Finding finding, VulnerabilityLimits limits) => Make(ViolationId.VulnerabilityBlocked, "vulnerability is blocked by policy", place,
        $"{finding.VulnerabilityId}{Where(finding)} is one that the policy blocks whatever its severity",
        Remedy(place, finding, limits)) with
    { Subject = finding.Note };

    public Violation Exploited(Place place, Finding finding, VulnerabilityLimits limits) => Make(ViolationId.VulnerabilityExploited, "vulnerability is known to be exploited", place,
        $"{finding.VulnerabilityId}{Where(finding)} is known to be exploited",
        Remedy(place, finding, limits)) with
    { Subject = finding.Note };

    public Violation Likely(Place place, Finding finding, VulnerabilityLimits limits) => Make(ViolationId.VulnerabilityLikely, "vulnerability is likely to be exploited", place,
        string.Create(CultureInfo.InvariantCulture, $"{finding.VulnerabilityId}{Where(finding)} is exploited with probability {finding.ExploitProbability:0.###}; the policy tolerates {limits.MaximumExploitProbability:0.###}"),
        Remedy(place, finding, limits)) with
    { Subject = finding.Note };

    public Violation ScanStale(Place place, DateTimeOffset scanned, DateTimeOffset now, TimeSpan maximumAge) => Make(ViolationId.ScanStale, "last scan is too old", place,
        string.Create(CultureInfo.InvariantCulture, $"{image.Image} was last scanned {(now - scanned).TotalHours:0.#} hours ago; the policy tolerates {maximumAge.TotalHours:0.#}"),
        "scan the image again and record the report");

    public Violation NotAttested(Place place, Requirement.AttestedBy attestedBy)
    {
        var problems = image.AttestationProblems.GetValueOrDefault(attestedBy.Authority, []);
        var why = problems.IsDefaultOrEmpty ? "" : $"; what is there does not count: {string.Join("; ", problems)}";
        var isPinned = image.Reference?.Digest is not null;
        return Make(ViolationId.NotAttested, "attestation missing", place,
            isPinned ? $"{image.Image} has no attestation of \"{attestedBy.Authority}\"{why}" : $"{image.Image} has no digest, and \"{attestedBy.Authority}\" attests digests",
            isPinned ? attestedBy.Remedy : $"pin it by the digest the registry reports: {image.Image}@sha256:DIGEST") with
        { Subject = attestedBy.Authority };
    }

    public Violation Unsigned(Place place, SignerTerms signer) => Make(ViolationId.SignatureMissing, "signature missing", place,
        $"{image.Image} has no signature by {signer}{Proof(signer)}{Others(image.Signatures)}",
        $"sign the digest with {signer}") with
    { Subject = signer.ToString() };

    public Violation StatementMissing(Place place, Requirement.Statement statement, int byOthers) => Make(ViolationId.StatementMissing, "statement missing", place,
        $"{image.Image} has no statement {Name(statement)} signed by {statement.Signer}{Proof(statement.Signer)}{(byOthers == 0 ? "" : $"; {byOthers} by others do not count")}",
        $"attest {statement.PredicateType} of the digest with {statement.Signer}") with
    { Subject = statement.PredicateType };

    public Violation StatementRefused(Place place, Requirement.Statement statement, string why) => Make(ViolationId.StatementRefused, "statement does not say what it should", place,
        $"the statement {Name(statement)} about {image.Image} does not fulfil the policy: {why}",
        $"attest a {statement.PredicateType} that fulfils it") with
    { Subject = statement.PredicateType };

    public Violation BuiltOtherwise(Place place, ProvenanceTerms terms, string why) => Make(ViolationId.ProvenanceMismatch, "not built as the policy asks", place,
        $"{image.Image} is not known to be {terms}: {why}",
        $"use an image {terms}, with its provenance recorded") with
    { Subject = terms.Builders.FirstOrDefault("") };

    public Violation NoSummary(Place place, SummaryTerms terms, string why) => Make(ViolationId.SummaryMissing, "verification summary missing", place,
        $"{image.Image} has no summary by {terms.Verifier} that passes{Levels(terms)}: {why}",
        $"have it verified by {terms.Verifier} and record the summary") with
    { Subject = terms.Verifier };

    public Violation OutsideDirectories(Place place, Requirement.TrustedDirectory directory) => Make(ViolationId.DirectoryUntrusted, "image lies in no trusted directory", place,
        $"{image.Image} lies in none of {string.Join(", ", directory.Directories)}",
        $"use an image from one of {string.Join(", ", directory.Directories)}");

    public Violation AgeUnknown(Place place, TimeSpan maximumAge) => Make(ViolationId.FactsUnavailable, "facts could not be read", place,
        $"when {image.Image} was uploaded is not known, and the policy tolerates an age of {Days(maximumAge)} days",
        "record the upload of the image, or push it again");

    public Violation Stale(Place place, DateTimeOffset uploaded, DateTimeOffset now, TimeSpan maximumAge) => Make(ViolationId.ImageStale, "image is too old", place,
        $"{image.Image} was uploaded {Days(now - uploaded)} days ago; the policy tolerates {Days(maximumAge)}",
        "build and upload the image again");

    public Violation BuiltFromElsewhere(Place place, TextTerm source)
    {
        var sources = string.Join(", ", image.Builds.Select(b => b.Source).Distinct());
        return Make(ViolationId.SourceMismatch, "not built from the source the policy asks for", place,
            sources.Length == 0 ? $"nothing is recorded of how {image.Image} was built" : $"{image.Image} was built from {sources}",
            $"build it from a source in which {source} is found") with
        { Subject = source.ToString() };
    }

    private static string Describe(Finding finding, SeverityThreshold limit)
    {
        var severity = Enum.IsDefined(finding.EffectiveSeverity) ? finding.EffectiveSeverity.ToString().ToUpperInvariant() : $"of the unknown severity {finding.EffectiveSeverity:D}";
        var what = finding.IsFixable ? "a fix" : "no fix";
        var expected = limit.BlocksAll ? $"tolerates none with {what} that is not on its allowlist" : $"tolerates up to {limit} with {what}";
        return $"{finding.VulnerabilityId}{Where(finding)} is {severity}; the policy {expected}";
    }

    private static string Where(Finding finding) => finding.Packages.IsEmpty ? "" : " in " + string.Join(", ", finding.Packages.Select(Name).Distinct());

    private static string Remedy(Place place, Finding finding, VulnerabilityLimits limits)
    {
        var subject = limits.Words.AllowsBareIds ? finding.VulnerabilityId : finding.Note;
        var except = $"list {subject} under {limits.Words.Allowed} of policy {place.Policy}";
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

    private static string Name(Requirement.Statement statement) => statement.Name.Length == 0 ? statement.PredicateType : $"\"{statement.Name}\" ({statement.PredicateType})";

    private static string Upgrade(AffectedPackage package) =>
        string.IsNullOrEmpty(package.FixedVersion) ? $"upgrade {package.Name} to a fixed version" : $"upgrade {package.Name} to {package.FixedVersion}";

    private static string Proof(SignerTerms signer) => signer switch
    {
        { RequireLog: true, RequireTimestamp: true } => " with a log entry and a timestamp",
        { RequireLog: true } => " with a log entry",
        { RequireTimestamp: true } => " with a timestamp",
        { RequireTime: true } => " with a log entry or a timestamp",
        _ => "",
    };

    private static string Others(IReadOnlyCollection<VerifiedSigner> signers) => signers.Count == 0 ? "" : $"; it is signed by {string.Join(", ", signers.Take(5))}";

    private static string Levels(SummaryTerms terms) => terms.Levels.IsEmpty ? "" : $" and reaches {string.Join(", ", terms.Levels)}";

    private static string Days(TimeSpan age) => age.TotalDays.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Whoever writes a manifest writes into the terminal of whoever reads the refusal: no escapes, no line breaks.</summary>
    private static string Visible(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '\uFFFD' : c)) : text;

    private Violation Make(string id, string reason, Place place, string detail, string remedy) => new(id, reason, Visible(detail), place.Policy, Visible(remedy))
    {
        Path = place.Path,
        Field = image.Field,
        Container = image.Container,
        Image = image.Image,
    };
}
