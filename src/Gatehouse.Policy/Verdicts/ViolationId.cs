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
}
