using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>Severities as tools and distributions spell them. What they do not know stays unspecified; it is not "none".</summary>
internal static class Severities
{
    public static Severity Parse(string text) => text.ToUpperInvariant() switch
    {
        "CRITICAL" => Severity.Critical,
        "HIGH" or "IMPORTANT" => Severity.High,
        "MEDIUM" or "MODERATE" => Severity.Medium,
        "LOW" => Severity.Low,
        "NEGLIGIBLE" or "MINIMAL" or "UNIMPORTANT" or "NONE" or "INFO" => Severity.Minimal,
        _ => Severity.Unspecified,
    };

    /// <summary>Trivy's numbers in <c>VendorSeverity</c>: 0 unknown to 4 critical.</summary>
    public static Severity FromTrivyNumber(double number) => number switch
    {
        1 => Severity.Low,
        2 => Severity.Medium,
        3 => Severity.High,
        4 => Severity.Critical,
        _ => Severity.Unspecified,
    };
}
