using System.Text.Json;
using Gatehouse.Metadata.Ingestion.Findings;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Formats;

/// <summary>
/// Trivy's JSON: schema version 2 (an object with <c>Results</c>), version 1 (the bare array of results, or <c>null</c>), and cluster reports of <c>trivy k8s</c>.
/// Vulnerabilities become VULNERABILITY, secrets SECRET, failed checks COMPLIANCE; licences are counted.
/// </summary>
internal sealed class TrivyFormat : IReportFormat
{
    public string Name => "trivy";

    public ValueTask<ImportReading> ReadAsync(Stream report, ImportContext context, CancellationToken cancellationToken) =>
        ReportReading.RunAsync(report, context, (stream, errors) => new Walk(new(stream, context, errors, cancellationToken), new("trivy", "trivy", context, errors)).ReadAsync(), cancellationToken);

    /// <summary>One report from front to back.</summary>
    private sealed class Walk(JsonStreamReader json, ReportBuilder builder)
    {
        private string _artifactName = "";
        private string _cpe = "";
        private bool _isTrivy;

        public async ValueTask<ImportedReport?> ReadAsync()
        {
            switch (await json.PeekAsync())
            {
                case JsonTokenType.StartArray or JsonTokenType.Null:
                    _isTrivy = true;
                    await ReadResultsAsync("");
                    break;
                default:
                    await json.ReadObjectAsync(ReadMemberAsync);
                    break;
            }

            await json.FinishAsync();
            if (!_isTrivy)
            {
                json.Fail("this is no report of Trivy: it has neither SchemaVersion nor Results");
                return null;
            }

            builder.ReportResource ??= ResourceUris.OfImage(_artifactName);
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
                case "SchemaVersion" or "ClusterName" or "ArtifactType":
                    _isTrivy = true;
                    await json.SkipAsync();
                    break;
                case "Trivy":
                    builder.ToolVersion = (await json.ReadItemAsync()).Text("Version");
                    break;
                case "CreatedAt":
                    builder.Time = ReportTime.Parse(await json.ReadItemAsync());
                    break;
                case "ArtifactName":
                    _artifactName = await json.ReadTextAsync();
                    break;
                case "Metadata":
                    await json.ReadObjectAsync(ReadMetadataAsync);
                    break;
                case "Results":
                    _isTrivy = true;
                    await ReadResultsAsync("");
                    break;
                case "Resources" or "Vulnerabilities" or "Misconfigurations":
                    await json.ReadArrayAsync(ReadWorkloadAsync);
                    break;
                case "bomFormat" or "spdxVersion" or "runs":
                    throw json.Stop($"this is {(name == "runs" ? "SARIF, for which there is no importer" : name == "bomFormat" ? "CycloneDX; import it as cyclonedx" : "SPDX; import it as spdx")}");
                default:
                    await json.SkipAsync();
                    break;
            }
        }

        private async ValueTask ReadMetadataAsync(string name)
        {
            switch (name)
            {
                case "OS":
                    var system = await json.ReadItemAsync();
                    _cpe = DistributionCpes.Of(system.Text("Family"), system["Name"].AsLooseText());
                    break;
                case "RepoDigests":
                    builder.ReportResource = (await json.ReadItemAsync()).AsItems().Select(d => ResourceUris.OfImage(d.AsText())).FirstOrDefault(d => d is not null);
                    break;
                default:
                    await json.SkipAsync();
                    break;
            }
        }

        /// <summary>A workload of a cluster report: its findings' paths begin with where it runs.</summary>
        private async ValueTask ReadWorkloadAsync()
        {
            var (space, kind, workload) = ("", "", "");
            await json.ReadObjectAsync(async name =>
            {
                switch (name)
                {
                    case "Namespace": space = await json.ReadTextAsync(); break;
                    case "Kind": kind = await json.ReadTextAsync(); break;
                    case "Name": workload = await json.ReadTextAsync(); break;
                    case "Results": await ReadResultsAsync($"{space}/{kind}/{workload}: "); break;
                    default: await json.SkipAsync(); break;
                }
            });
        }

        private ValueTask ReadResultsAsync(string prefix) => json.ReadArrayAsync(async () =>
        {
            var result = new TrivyResult(builder);
            await json.ReadObjectAsync(async name =>
            {
                switch (name)
                {
                    case "Target": result.Target = prefix + await json.ReadTextAsync(); break;
                    case "Class": result.Class = await json.ReadTextAsync(); break;
                    case "Type": result.Type = await json.ReadTextAsync(); break;
                    case "Vulnerabilities": await json.ReadArrayAsync(async () => result.AddVulnerability(await json.ReadItemAsync())); break;
                    case "Misconfigurations": await json.ReadArrayAsync(async () => result.AddMisconfiguration(await json.ReadItemAsync())); break;
                    case "Secrets": await json.ReadArrayAsync(async () => result.AddSecret(await json.ReadItemAsync())); break;
                    case "Licenses": await json.ReadArrayAsync(async () => result.AddLicence(await json.ReadItemAsync())); break;
                    default: await json.SkipAsync(); break;
                }
            });
            result.Finish();
        });
    }
}
