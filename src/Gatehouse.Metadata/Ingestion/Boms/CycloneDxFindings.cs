using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Findings;
using Gatehouse.Metadata.Ingestion.Reading;
using Justification = Gatehouse.Grafeas.V1.VulnerabilityAssessmentNote.Types.Assessment.Types.Justification;
using State = Gatehouse.Grafeas.V1.VulnerabilityAssessmentNote.Types.Assessment.Types.State;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>The <c>vulnerabilities</c> of a CycloneDX document: a scanner's findings, and analyses (VEX) of them.</summary>
internal static class CycloneDxFindings
{
    /// <summary>One finding for each component it affects; components that the document does not have are passed over and counted.</summary>
    public static void Add(ReportBuilder builder, JsonItem item, IReadOnlyDictionary<string, BomComponent> components)
    {
        builder.Count(item.Place, item.Path);
        var id = item.Text("id");
        if (id.Length == 0)
        {
            item["id"].Fail("is required");
            return;
        }

        foreach (var affected in item.Items("affects"))
        {
            if (components.TryGetValue(affected.Text("ref"), out var component))
            {
                builder.Add(ToFinding(item, id, component));
            }
            else
            {
                builder.Ignore("findings in components that the document does not list");
            }
        }
    }

    private static Finding ToFinding(JsonItem item, string id, BomComponent component)
    {
        var purl = Purl.Find(component.Purl);
        var type = purl is null ? "" : PackageTypes.Of(purl.Type);
        var ratings = item.Items("ratings");
        var source = item["source"];
        var severities = ratings.Select(r => (From: r["source"].Text("name"), Severity: Severities.Parse(r.Text("severity")))).ToList();
        var effective = severities.FirstOrDefault(s => s.From == source.Text("name"), severities.FirstOrDefault()).Severity;
        return new()
        {
            VulnerabilityId = id,
            Package = purl?.DisplayName ?? component.Name,
            PackageType = type,
            InstalledVersion = component.Version,
            CpeUri = component.Cpe.Length > 0 ? component.Cpe : purl?.WithoutVersion ?? "",
            Path = type == "OS" ? "" : component.Path,
            Severity = severities.FirstOrDefault(s => s.From == "nvd", (From: "", Severity: effective)).Severity,
            EffectiveSeverity = effective,
            Scores = [.. ratings.Select(ToScore).OfType<CvssScore>()],
            Description = item.Text("description") is { Length: > 0 } description ? description : item.Text("detail"),
            Urls = Urls(item, source),
            Published = item.Time("published"),
            Modified = item.Time("updated"),
            Source = source.Text("name"),
            Details = item.Text("recommendation") is { Length: > 0 } recommendation ? [$"recommendation={recommendation}"] : [],
            Assessment = Assess(item["analysis"], id),
        };
    }

    private static CvssScore? ToScore(JsonItem rating) => rating.Text("method") switch
    {
        "CVSSv2" => new(2, rating.Text("vector"), rating.Number("score")),
        "CVSSv3" or "CVSSv31" => new(3, rating.Text("vector"), rating.Number("score")),
        "CVSSv4" => new(4, rating.Text("vector"), rating.Number("score")),
        _ => null,
    };

    private static List<RelatedUrl> Urls(JsonItem item, JsonItem source)
    {
        var urls = item.Items("advisories").Select(a => a.Text("url")).Prepend(source.Text("url"));
        return [.. urls.Where(u => u.Length > 0).Distinct(StringComparer.Ordinal).Select(u => new RelatedUrl { Url = u })];
    }

    private static VulnerabilityOccurrence.Types.VexAssessment? Assess(JsonItem analysis, string id)
    {
        var state = analysis.Text("state") switch
        {
            "resolved" or "resolved_with_pedigree" => State.Fixed,
            "exploitable" => State.Affected,
            "in_triage" => State.UnderInvestigation,
            "false_positive" or "not_affected" => State.NotAffected,
            _ => State.Unspecified,
        };
        if (state == State.Unspecified)
        {
            return null;
        }

        return new()
        {
            VulnerabilityId = id,
            State = state,
            Justification = new() { JustificationType = Justify(analysis.Text("justification")), Details = analysis.Text("detail") },
        };
    }

    private static Justification.Types.JustificationType Justify(string justification) => justification switch
    {
        "code_not_present" => Justification.Types.JustificationType.VulnerableCodeNotPresent,
        "code_not_reachable" => Justification.Types.JustificationType.VulnerableCodeNotInExecutePath,
        "protected_by_mitigating_control" or "protected_at_runtime" or "protected_at_perimeter" or "protected_by_compiler" =>
            Justification.Types.JustificationType.InlineMitigationsAlreadyExist,
        "requires_configuration" or "requires_dependency" or "requires_environment" => Justification.Types.JustificationType.VulnerableCodeCannotBeControlledByAdversary,
        _ => Justification.Types.JustificationType.Unspecified,
    };
}
