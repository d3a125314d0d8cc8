using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Findings;
using State = Gatehouse.Grafeas.V1.VulnerabilityAssessmentNote.Types.Assessment.Types.State;

namespace Gatehouse.Metadata.Ingestion.Planning;

/// <summary>
/// Findings that a later scan by the same tool no longer has. They are closed, never deleted: a vulnerability is assessed as FIXED, a failed check keeps no files, a secret gets a
/// status that says so. What people or VEX documents have assessed is left alone.
/// </summary>
internal static class FindingClosure
{
    private const string Reason = "no longer reported by ";

    /// <summary>Whether a scan by the tool decides over the occurrence.</summary>
    public static bool IsFindingOf(Occurrence occurrence, string tool) => occurrence.DetailsCase switch
    {
        Occurrence.DetailsOneofCase.Vulnerability => FindingSource.IsFrom(occurrence.Vulnerability.ExtraDetails, tool),
        Occurrence.DetailsOneofCase.Compliance or Occurrence.DetailsOneofCase.Secret => NoteId(occurrence).StartsWith(tool + "-", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether an import has closed it.</summary>
    public static bool IsClosed(Occurrence occurrence) => occurrence.DetailsCase switch
    {
        Occurrence.DetailsOneofCase.Vulnerability => IsOurs(occurrence.Vulnerability.VexAssessment),
        Occurrence.DetailsOneofCase.Compliance => occurrence.Compliance.NonCompliantFiles.Count == 0,
        Occurrence.DetailsOneofCase.Secret => occurrence.Secret.Statuses.Any(IsOurs),
        _ => false,
    };

    /// <returns>The closed occurrence; null when there is nothing to close: it is closed, or somebody has assessed it as no problem.</returns>
    public static Occurrence? Close(Occurrence occurrence, ImportedReport report)
    {
        if (IsClosed(occurrence) || IsSettled(occurrence))
        {
            return null;
        }

        var closed = occurrence.Clone();
        var text = Reason + report.Tool + (report.ToolVersion.Length == 0 ? "" : " " + report.ToolVersion) + (report.Time is { } time ? string.Create(null, $" as of {time:yyyy-MM-dd'T'HH:mm:ss'Z'}") : "");
        switch (closed.DetailsCase)
        {
            case Occurrence.DetailsOneofCase.Vulnerability:
                closed.Vulnerability.VexAssessment = Assess(occurrence, text);
                break;
            case Occurrence.DetailsOneofCase.Compliance:
                closed.Compliance.NonCompliantFiles.Clear();
                closed.Compliance.NonComplianceReason = text;
                break;
            default:
                closed.Secret.Statuses.Add(new SecretStatus { Status = SecretStatus.Types.Status.Unknown, Message = text });
                break;
        }

        return closed;
    }

    /// <summary>Takes over what others have added to the stored occurrence, so that a report does not undo it. A closing of ours is not taken over: the finding is open again.</summary>
    public static void KeepDecisions(Occurrence stored, Occurrence report)
    {
        report.Remediation = report.Remediation.Length > 0 ? report.Remediation : stored.Remediation;
        if (stored.DetailsCase == Occurrence.DetailsOneofCase.Vulnerability && stored.Vulnerability.VexAssessment is { } assessment && !IsOurs(assessment))
        {
            report.Vulnerability.VexAssessment ??= assessment.Clone();
        }

        if (stored.DetailsCase == Occurrence.DetailsOneofCase.Secret)
        {
            report.Secret.Statuses.Add(stored.Secret.Statuses.Where(s => !IsOurs(s)));
        }
    }

    private static VulnerabilityOccurrence.Types.VexAssessment Assess(Occurrence occurrence, string text)
    {
        var id = NoteId(occurrence);
        return new()
        {
#pragma warning disable CS0612 // Older clients read the deprecated field.
            Cve = id,
#pragma warning restore CS0612
            VulnerabilityId = id,
            NoteName = occurrence.NoteName,
            State = State.Fixed,
            Impacts = { text },
        };
    }

    private static bool IsSettled(Occurrence occurrence) =>
        occurrence.DetailsCase == Occurrence.DetailsOneofCase.Vulnerability && occurrence.Vulnerability.VexAssessment?.State is State.Fixed or State.NotAffected;

    private static bool IsOurs(VulnerabilityOccurrence.Types.VexAssessment? assessment) =>
        assessment is { State: State.Fixed, Impacts: [var impact, ..] } && impact.StartsWith(Reason, StringComparison.Ordinal);

    private static bool IsOurs(SecretStatus status) => status.Message.StartsWith(Reason, StringComparison.Ordinal);

    private static string NoteId(Occurrence occurrence) => occurrence.NoteName[(occurrence.NoteName.LastIndexOf('/') + 1)..];
}
