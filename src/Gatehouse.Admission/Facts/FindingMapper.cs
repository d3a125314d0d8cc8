using Gatehouse.Grafeas.V1;
using Gatehouse.Policy.Facts;
using AssessmentState = Gatehouse.Grafeas.V1.VulnerabilityAssessmentNote.Types.Assessment.Types.State;
using PackageVersion = Gatehouse.Grafeas.V1.Version;

namespace Gatehouse.Admission.Facts;

/// <summary>From occurrences to the facts that policies look at.</summary>
internal static class FindingMapper
{
    /// <summary>Whether a vulnerability still stands: nobody has assessed it as fixed or as not affecting this image.</summary>
    public static bool IsOpen(VulnerabilityOccurrence vulnerability) =>
        vulnerability.VexAssessment?.State is not (AssessmentState.Fixed or AssessmentState.NotAffected);

    /// <summary>A finding without an effective severity is as severe as its advisory says, or a scanner that leaves it out would pass every policy.</summary>
    public static Finding Map(Occurrence occurrence) => new()
    {
        Note = occurrence.NoteName,
        Severity = (FindingSeverity)(int)occurrence.Vulnerability.Severity,
        EffectiveSeverity = (FindingSeverity)(int)(occurrence.Vulnerability.EffectiveSeverity == Severity.Unspecified
            ? occurrence.Vulnerability.Severity
            : occurrence.Vulnerability.EffectiveSeverity),
        IsExploited = occurrence.Vulnerability.Risk?.CisaKev is not null,
        ExploitProbability = occurrence.Vulnerability.Risk?.Epss?.Score,
        Packages = [.. occurrence.Vulnerability.PackageIssue.Select(Map)],
    };

    private static AffectedPackage Map(VulnerabilityOccurrence.Types.PackageIssue issue)
    {
        var isFixed = issue.FixedVersion is { } version && version.Kind != PackageVersion.Types.VersionKind.Maximum;
        return new(issue.AffectedPackage, issue.AffectedVersion is null ? "" : Render(issue.AffectedVersion), isFixed ? Render(issue.FixedVersion) : null);
    }

    private static string Render(PackageVersion version)
    {
        if (version.FullName.Length > 0)
        {
            return version.FullName;
        }

        var epoch = version.Epoch == 0 ? "" : $"{version.Epoch}:";
        return epoch + version.Name + (version.Revision.Length == 0 ? "" : "-" + version.Revision);
    }
}
