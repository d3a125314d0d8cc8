namespace Gatehouse.Policy.Verdicts;

/// <summary>The kinds of violations. A kind keeps its id for good.</summary>
public static class ViolationId
{
    /// <summary>The text is no image reference.</summary>
    public const string ImageInvalid = "image-invalid";

    /// <summary>The image has no digest, so nobody can say what it is. Kritis: <c>UnqualifiedImage</c>.</summary>
    public const string ImageUnqualified = "image-unqualified";

    /// <summary>Nobody has looked for vulnerabilities in the image.</summary>
    public const string ImageUnscanned = "image-unscanned";

    /// <summary>A vulnerability with a fix, more severe than tolerated. Kritis: <c>Severity</c>.</summary>
    public const string VulnerabilitySeverity = "vulnerability-severity";

    /// <summary>A vulnerability without a fix, more severe than tolerated. Kritis: <c>FixUnavailable</c>.</summary>
    public const string VulnerabilityUnfixable = "vulnerability-unfixable";

    /// <summary>The policy itself cannot be applied.</summary>
    public const string PolicyError = "policy-error";

    /// <summary>What is known of the image could not be read. Never a pass; a gate's failure mode decides what follows.</summary>
    public const string FactsUnavailable = "facts-unavailable";

    /// <summary>A vulnerability that the policy names. Binary Authorization: <c>blockedCves</c>.</summary>
    public const string VulnerabilityBlocked = "vulnerability-blocked";

    /// <summary>An authority has not attested the image. Kritis: <c>NotAttested</c>.</summary>
    public const string NotAttested = "not-attested";

    /// <summary>Nobody whom the policy names has signed the image.</summary>
    public const string SignatureMissing = "signature-missing";

    /// <summary>A statement of a type is missing, or signed by others.</summary>
    public const string StatementMissing = "statement-missing";

    /// <summary>A signed statement does not say what the policy asks for.</summary>
    public const string StatementRefused = "statement-refused";

    /// <summary>The image was not, or not provably, built as the policy asks.</summary>
    public const string ProvenanceMismatch = "provenance-mismatch";

    /// <summary>No verification summary that passes.</summary>
    public const string SummaryMissing = "summary-missing";

    /// <summary>The image lies outside of the trusted directories.</summary>
    public const string DirectoryUntrusted = "directory-untrusted";

    /// <summary>The image was uploaded too long ago.</summary>
    public const string ImageStale = "image-stale";

    /// <summary>The image was built from another source.</summary>
    public const string SourceMismatch = "source-mismatch";

    /// <summary>The policy lets nothing pass.</summary>
    public const string Denied = "denied";

    /// <summary>Whoever asks may not deploy the image there.</summary>
    public const string DeployUnauthorized = "deploy-unauthorized";

    /// <summary>A vulnerability that is known to be exploited (CISA's catalogue).</summary>
    public const string VulnerabilityExploited = "vulnerability-exploited";

    /// <summary>A vulnerability more likely to be exploited than tolerated (EPSS).</summary>
    public const string VulnerabilityLikely = "vulnerability-likely";

    /// <summary>The last look for vulnerabilities was too long ago.</summary>
    public const string ScanStale = "scan-stale";
}
