using Gatehouse.Grafeas.V1;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>A finding as a VULNERABILITY note and occurrence.</summary>
internal static class FindingMapper
{
    private const int ShortDescriptionLength = 200;

    public static string Identity(Finding finding, string tool, string resource) =>
        string.Join('|', "VULNERABILITY", tool, finding.VulnerabilityId, resource, finding.PackageType, finding.Package, finding.InstalledVersion, finding.Path);

    public static Note ToNote(Finding finding)
    {
        var vulnerability = new VulnerabilityNote
        {
            Severity = finding.Severity,
            Details = { ToDetail(finding) },
            SourceUpdateTime = ToTimestamp(finding.Modified),
            AdvisoryPublishTime = ToTimestamp(finding.Published),
        };
        SetScores(finding, vulnerability);
        return new()
        {
            ShortDescription = finding.Title.Length > 0 ? finding.Title : finding.VulnerabilityId,
            LongDescription = finding.Description,
            RelatedUrl = { finding.Urls },
            Vulnerability = vulnerability,
        };
    }

    public static Occurrence ToOccurrence(Finding finding, string tool, string resource)
    {
        var fix = PackageVersions.ChooseFix(finding.FixedVersions, finding.InstalledVersion);
        var vulnerability = new VulnerabilityOccurrence
        {
            Type = finding.PackageType,
            Severity = finding.Severity,
            EffectiveSeverity = finding.EffectiveSeverity,
            ShortDescription = Shorten(finding.Title.Length > 0 ? finding.Title : finding.VulnerabilityId),
            LongDescription = finding.Description,
            FixAvailable = fix.Length > 0,
            PackageIssue = { ToIssue(finding, fix) },
            RelatedUrls = { finding.Urls },
            ExtraDetails = FindingSource.Render(tool, finding.FixedVersions.Count > 1 ? [.. finding.Details, $"fixed in={string.Join(", ", finding.FixedVersions)}"] : finding.Details),
            Risk = finding.Risk,
            VexAssessment = finding.Assessment,
        };
        SetScores(finding, vulnerability);
        return new() { ResourceUri = resource, Vulnerability = vulnerability };
    }

    private static VulnerabilityNote.Types.Detail ToDetail(Finding finding)
    {
        var fix = PackageVersions.ChooseFix(finding.FixedVersions, finding.InstalledVersion);
        var detail = new VulnerabilityNote.Types.Detail
        {
            AffectedCpeUri = CpeUri(finding),
            AffectedPackage = finding.Package,
            PackageType = finding.PackageType,
            SeverityName = finding.EffectiveSeverity == Severity.Unspecified ? "" : finding.EffectiveSeverity.ToString().ToUpperInvariant(),
            FixedVersion = fix.Length == 0 ? PackageVersions.NoFix : PackageVersions.Parse(fix, finding.PackageType),
            Source = finding.Source,
        };
        if (fix.Length > 0)
        {
            (detail.FixedCpeUri, detail.FixedPackage) = (detail.AffectedCpeUri, detail.AffectedPackage);
        }

        return detail;
    }

    private static VulnerabilityOccurrence.Types.PackageIssue ToIssue(Finding finding, string fix)
    {
        var issue = new VulnerabilityOccurrence.Types.PackageIssue
        {
            AffectedCpeUri = CpeUri(finding),
            AffectedPackage = finding.Package,
            AffectedVersion = PackageVersions.Parse(finding.InstalledVersion, finding.PackageType),
            FixedVersion = fix.Length == 0 ? PackageVersions.NoFix : PackageVersions.Parse(fix, finding.PackageType),
            FixAvailable = fix.Length > 0,
            PackageType = finding.PackageType,
            EffectiveSeverity = finding.EffectiveSeverity,
        };
        if (fix.Length > 0)
        {
            (issue.FixedCpeUri, issue.FixedPackage) = (issue.AffectedCpeUri, issue.AffectedPackage);
        }

        if (finding.Path.Length > 0 || finding.LayerDiffId.Length > 0)
        {
            issue.FileLocation.Add(new FileLocation { FilePath = finding.Path, LayerDetails = finding.LayerDiffId.Length == 0 ? null : new() { DiffId = finding.LayerDiffId } });
        }

        return issue;
    }

    /// <summary>Grafeas wants one; where the report has neither CPE nor purl, the package's name stands for it.</summary>
    private static string CpeUri(Finding finding) => finding.CpeUri.Length > 0 ? finding.CpeUri : $"pkg:generic/{Uri.EscapeDataString(finding.Package)}";

    private static void SetScores(Finding finding, VulnerabilityNote note)
    {
        foreach (var score in finding.Scores)
        {
            var cvss = CvssVectors.Parse(score.Vector, score.Score, score.Version);
            switch (score.Version)
            {
                case 2: note.CvssV2 ??= cvss; break;
                case 3: note.CvssV3 ??= CvssVectors.ToNote(cvss); break;
                case 4: note.CvssV4 ??= cvss; break;
            }
        }

        (note.CvssScore, note.CvssVersion) = Leading(note.CvssV4?.BaseScore, note.CvssV3?.BaseScore, note.CvssV2?.BaseScore);
    }

    private static void SetScores(Finding finding, VulnerabilityOccurrence occurrence)
    {
        foreach (var score in finding.Scores)
        {
            var cvss = CvssVectors.Parse(score.Vector, score.Score, score.Version);
            switch (score.Version)
            {
                case 2: occurrence.CvssV2 ??= cvss; break;
                case 3: occurrence.Cvssv3 ??= cvss; break;
                case 4: occurrence.CvssV4 ??= cvss; break;
            }
        }

        (occurrence.CvssScore, occurrence.CvssVersion) = Leading(occurrence.CvssV4?.BaseScore, occurrence.Cvssv3?.BaseScore, occurrence.CvssV2?.BaseScore);
    }

    /// <summary>The score that counts: CVSS 3, which nearly everything is rated with, else 4, else 2. One without a number does not count.</summary>
    private static (float Score, CVSSVersion Version) Leading(float? v4, float? v3, float? v2) =>
        v3 > 0 ? (v3.Value, CVSSVersion._3)
        : v4 > 0 ? (v4.Value, CVSSVersion._4)
        : v2 > 0 ? (v2.Value, CVSSVersion._2)
        : (0, CVSSVersion.Unspecified);

    private static string Shorten(string text) => text.Length <= ShortDescriptionLength ? text : Cut(text) + "…";

    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[ShortDescriptionLength - 2]) ? ShortDescriptionLength - 2 : ShortDescriptionLength - 1)];

    private static Timestamp? ToTimestamp(DateTimeOffset? time) => time is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
