using Gatehouse.Grafeas.V1;
using Version = Gatehouse.Grafeas.V1.Version;

namespace Gatehouse.Metadata.Ingestion.Planning;

/// <summary>
/// What a report may change in a note that exists. Notes are shared by all tools and their publisher may have written more, so a report only adds: packages that the note
/// does not list yet, and a fix where the note says that there is none. Nothing is taken back, hence two tools that disagree cannot make a note flap.
/// </summary>
internal static class NoteMerge
{
    /// <returns>Whether the note was changed.</returns>
    public static bool AddDetails(Note note, Note report)
    {
        if (note.TypeCase != Note.TypeOneofCase.Vulnerability || report.TypeCase != Note.TypeOneofCase.Vulnerability)
        {
            return false;
        }

        var changed = false;
        foreach (var detail in report.Vulnerability.Details)
        {
            changed |= AddDetail(note.Vulnerability, detail);
        }

        return changed;
    }

    private static bool AddDetail(VulnerabilityNote note, VulnerabilityNote.Types.Detail detail)
    {
        var known = note.Details.FirstOrDefault(d =>
            d.AffectedPackage == detail.AffectedPackage && d.AffectedCpeUri == detail.AffectedCpeUri && d.PackageType == detail.PackageType);
        if (known is null)
        {
            note.Details.Add(detail.Clone());
            return true;
        }

        if (known.FixedVersion?.Kind != Version.Types.VersionKind.Maximum || detail.FixedVersion.Kind == Version.Types.VersionKind.Maximum)
        {
            return false;
        }

        (known.FixedCpeUri, known.FixedPackage, known.FixedVersion) = (detail.FixedCpeUri, detail.FixedPackage, detail.FixedVersion.Clone());
        return true;
    }
}
