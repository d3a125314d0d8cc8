using Gatehouse.Api.V1;
using Gatehouse.Grafeas.V1;

namespace Gatehouse.Host.Commands;

/// <summary>One change as a line for people.</summary>
internal static class ChangeLine
{
    public static string Render(ChangeEvent change)
    {
        var time = change.Time?.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", null) ?? "";
        var kind = change.Kind == NoteKind.Unspecified ? change.Collection : change.Kind.ToString().ToUpperInvariant();
        var parts = new[] { time, $"r{change.Revision}", change.Type.ToString().ToLowerInvariant(), kind, Subject(change), Origin(change) };
        return string.Join("  ", parts.Where(p => p.Length > 0));
    }

    private static string Subject(ChangeEvent change) => change switch
    {
        { Occurrence: { } occurrence } => $"{About(occurrence)} on {occurrence.ResourceUri}",
        { ResourceUri.Length: > 0 } => $"{change.Name} on {change.ResourceUri}",
        _ => change.Name,
    };

    private static string About(Occurrence occurrence)
    {
        var note = occurrence.NoteName[(occurrence.NoteName.LastIndexOf('/') + 1)..];
        return occurrence.DetailsCase switch
        {
            Occurrence.DetailsOneofCase.Vulnerability => $"{note} {Severity(occurrence.Vulnerability)} in {occurrence.Vulnerability.PackageIssue.FirstOrDefault()?.AffectedPackage}",
            Occurrence.DetailsOneofCase.Deployment => $"{note} to {occurrence.Deployment.Address}",
            Occurrence.DetailsOneofCase.Package => $"{occurrence.Package.Name} {occurrence.Package.Version?.Name}",
            _ => note,
        };
    }

    private static string Severity(VulnerabilityOccurrence found) =>
        (found.EffectiveSeverity == Grafeas.V1.Severity.Unspecified ? found.Severity : found.EffectiveSeverity).ToString().ToUpperInvariant();

    private static string Origin(ChangeEvent change) =>
        change.Principal.Length == 0 ? "" : change.Address.Length == 0 ? $"by {change.Principal}" : $"by {change.Principal} from {change.Address}";
}
