using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Ingestion.Findings;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Formats;

/// <summary>
/// Grype's JSON. A match under a GHSA or other id takes the id of the one CVE it is related to, so that all tools' findings meet in one note; how it was matched is kept,
/// since matches by CPE are the doubtful ones.
/// </summary>
internal sealed class GrypeFormat : IReportFormat
{
    public string Name => "grype";

    public ValueTask<ImportReading> ReadAsync(Stream report, ImportContext context, CancellationToken cancellationToken) =>
        ReportReading.RunAsync(report, context, (stream, errors) => new Walk(new(stream, context, errors, cancellationToken), new("grype", "grype", context, errors)).ReadAsync(), cancellationToken);

    private sealed class Walk(JsonStreamReader json, ReportBuilder builder)
    {
        private string _cpe = "";
        private bool _isGrype;

        public async ValueTask<ImportedReport?> ReadAsync()
        {
            await json.ReadObjectAsync(ReadMemberAsync);
            await json.FinishAsync();
            if (!_isGrype)
            {
                json.Fail("this is no report of Grype: it has no matches");
                return null;
            }

            if (builder.RequireResource() is not { } resource)
            {
                return null;
            }

            builder.FinishScan(resource, _cpe);
            return builder.Build(isScan: true);
        }

        private async ValueTask ReadMemberAsync(string name)
        {
            switch (name)
            {
                case "matches":
                    _isGrype = true;
                    await json.ReadArrayAsync(async () => AddMatch(await json.ReadItemAsync()));
                    break;
                case "source":
                    ReadSource((await json.ReadItemAsync())["target"]);
                    break;
                case "distro":
                    var distro = await json.ReadItemAsync();
                    _cpe = DistributionCpes.Of(distro.Text("name"), distro["version"].AsLooseText());
                    break;
                case "descriptor":
                    var descriptor = await json.ReadItemAsync();
                    builder.ToolVersion = descriptor.Text("version");
                    builder.Time = descriptor.Time("timestamp");
                    break;
                default:
                    await json.SkipAsync();
                    break;
            }
        }

        /// <summary>The target is an image's description, or the path of a directory as plain text.</summary>
        private void ReadSource(JsonItem target)
        {
            if (!target.IsObject)
            {
                return;
            }

            builder.ReportResource = target.Texts("repoDigests").Select(ResourceUris.OfImage).FirstOrDefault(u => u is not null)
                ?? target.Texts("tags").Prepend(target.Text("userInput")).Select(t => ResourceUris.OfImage(t, target.Text("manifestDigest"))).FirstOrDefault(u => u is not null);
        }

        private void AddMatch(JsonItem match)
        {
            builder.Count(match.Place, match.Path);
            var vulnerability = match["vulnerability"];
            var artifact = match["artifact"];
            var id = vulnerability.Text("id");
            var package = artifact.Text("name");
            if (id.Length == 0 || package.Length == 0)
            {
                (id.Length == 0 ? vulnerability["id"] : artifact["name"]).Fail("is required");
                return;
            }

            builder.Add(ToFinding(match, id, package));
        }

        private static Finding ToFinding(JsonItem match, string id, string package)
        {
            var (vulnerability, artifact) = (match["vulnerability"], match["artifact"]);
            var related = match.Items("relatedVulnerabilities");
            var cves = related.Select(r => r.Text("id")).Where(r => r.StartsWith("CVE-", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
            var canonical = id.StartsWith("CVE-", StringComparison.Ordinal) || cves.Count != 1 ? id : cves[0];
            var purl = Purl.Find(artifact.Text("purl"));
            var location = artifact.Items("locations").FirstOrDefault();
            var type = PackageTypes.Of(purl?.Type is null or "generic" ? artifact.Text("type") : purl.Type);
            return new()
            {
                VulnerabilityId = canonical,
                Package = package,
                PackageType = type,
                InstalledVersion = artifact["version"].AsLooseText(),
                FixedVersions = FixedVersions(vulnerability),
                CpeUri = purl?.WithoutVersion ?? artifact.Texts("cpes").FirstOrDefault() ?? "",
                Path = type == "OS" ? "" : location.Text("path"),
                LayerDiffId = location.Text("layerID"),
                Severity = Severities.Parse(related.FirstOrDefault(r => r.Text("id") == canonical) is { IsObject: true } source ? source.Text("severity") : vulnerability.Text("severity")),
                EffectiveSeverity = Severities.Parse(vulnerability.Text("severity")),
                Scores = [.. Scores(vulnerability), .. related.SelectMany(Scores)],
                Description = vulnerability.Text("description") is { Length: > 0 } text ? text : related.Select(r => r.Text("description")).FirstOrDefault(t => t.Length > 0) ?? "",
                Urls = Urls(vulnerability),
                Source = vulnerability.Text("namespace"),
                Risk = ToRisk(vulnerability),
                Details = [.. Details(match, id, canonical)],
            };
        }

        /// <summary><c>fix</c> is an object; before 0.8 it was <c>fixedInVersion</c>.</summary>
        private static List<string> FixedVersions(JsonItem vulnerability) =>
            vulnerability["fix"] is { IsPresent: true } fix ? fix.Texts("versions") : vulnerability.Text("fixedInVersion") is { Length: > 0 } version ? [version] : [];

        private static IEnumerable<CvssScore> Scores(JsonItem vulnerability) =>
            from cvss in vulnerability.Items("cvss")
            let version = cvss["version"].AsLooseText()
            where version.Length > 0 && version[0] is '2' or '3' or '4'
            select new CvssScore(version[0] - '0', cvss.Text("vector"), cvss["metrics"].Number("baseScore"));

        private static List<RelatedUrl> Urls(JsonItem vulnerability)
        {
            var primary = vulnerability.Text("dataSource");
            var others = vulnerability.Texts("urls").Where(u => u != primary).Distinct(StringComparer.Ordinal).Select(u => new RelatedUrl { Url = u });
            return primary.Length == 0 ? [.. others] : [new RelatedUrl { Url = primary, Label = "primary" }, .. others];
        }

        private static Risk? ToRisk(JsonItem vulnerability)
        {
            var epss = vulnerability.Items("epss");
            var exploited = vulnerability.Items("knownExploited");
            if (epss.Count == 0 && exploited.Count == 0)
            {
                return null;
            }

            return new()
            {
                Epss = epss.Count == 0 ? null : new() { Score = epss[0].Number("epss"), Percentile = epss[0].Number("percentile") },
                CisaKev = exploited.Count == 0 ? null : new() { KnownRansomwareCampaignUse = exploited[0].Text("knownRansomwareCampaignUse") },
            };
        }

        private static IEnumerable<string> Details(JsonItem match, string id, string canonical)
        {
            if (id != canonical)
            {
                yield return $"id={id}";
            }

            if (match["vulnerability"]["fix"].Text("state") is { Length: > 0 } state)
            {
                yield return $"status={state}";
            }

            var types = match.Items("matchDetails").Select(d => d.Text("type")).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).ToList();
            if (types.Count > 0)
            {
                yield return $"match={string.Join(", ", types)}";
            }

            if (match["artifact"].Text("purl") is { Length: > 0 } purl)
            {
                yield return $"purl={purl}";
            }
        }
    }
}
