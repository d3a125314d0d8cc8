using Gatehouse.Standards;
using System.Text.Json.Nodes;
using Gatehouse.Metadata.Ingestion;

namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>
/// The real reports of the shared test data, found in their folders. What each must give is counted in the file itself, by means that share nothing with the importers.
/// </summary>
[Trait("Category", "Conformance")]
public sealed class ReportConformanceTests
{
    public static TheoryData<string> Trivy => TestData.Files("scanners", f => f.Contains("/trivy/", StringComparison.Ordinal) || f.Contains("/trivy-golden/", StringComparison.Ordinal));

    public static TheoryData<string> Grype => TestData.Files("scanners", f => f.Contains("/anchore_grype/", StringComparison.Ordinal));

    public static TheoryData<string> Boms => TestData.Files("sboms", f => !f.EndsWith(".md", StringComparison.Ordinal));

    public static TheoryData<string> Attestations => TestData.Files("attestations", f => Path.GetFileName(f) != "index.json" && (f.EndsWith(".json", StringComparison.Ordinal) || f.EndsWith(".jsonl", StringComparison.Ordinal)));

    [Theory, MemberData(nameof(Trivy)), Trait("Suite", "scanners: trivy")]
    public async Task Every_finding_of_a_Trivy_report_is_imported(string file)
    {
        var bytes = Read(file);
        var json = JsonNode.Parse(bytes);
        if (json is JsonObject other && (other.ContainsKey("bomFormat") || other.ContainsKey("spdxVersion")))
        {
            Assert.Contains("import it as", Assert.Single(Failed(await Reports.ReadAsync("trivy", bytes))).Message);
            return;
        }

        var report = Reports.Succeeded(await Reports.ReadAsync("trivy", bytes));
        var results = Results(json).ToList();
        var expected = results.SelectMany(r => Array(r, "Vulnerabilities")).Where(v => v["VulnerabilityID"] is not null).Select(v => ((string)v["VulnerabilityID"]!, (string)v["PkgName"]!)).ToHashSet();
        Assert.Equal(expected.Order(), Findings(report).Distinct().Order());
        Assert.Equal(results.Any(r => Array(r, "Secrets").Any()), report.Occurrences.Any(o => o.Occurrence.Secret is not null));
        Assert.Equal(results.SelectMany(r => Array(r, "Misconfigurations")).Any(m => (string?)m["Status"] is not ("PASS" or "EXCEPTION")), report.Occurrences.Any(o => o.Occurrence.Compliance is not null));
    }

    [Theory, MemberData(nameof(Grype)), Trait("Suite", "scanners: grype")]
    public async Task Every_match_of_a_Grype_report_is_imported(string file)
    {
        var bytes = Read(file);
        var report = Reports.Succeeded(await Reports.ReadAsync("grype", bytes));
        var matches = Array(JsonNode.Parse(bytes), "matches").ToList();
        var packages = matches.Select(m => ((string)m["artifact"]!["name"]!, ((string?)m["artifact"]!["version"] ?? "").Replace("\0", "", StringComparison.Ordinal))).ToHashSet();
        Assert.Equal(packages.Order(), report.Occurrences.Select(o => o.Occurrence.Vulnerability).Where(v => v is not null).Select(v => (v.PackageIssue[0].AffectedPackage, v.PackageIssue[0].AffectedVersion.FullName)).Distinct().Order());
        var ids = matches.Select(m => (string)m["vulnerability"]!["id"]!).ToHashSet();
        Assert.All(ids.Where(i => i.StartsWith("CVE-", StringComparison.Ordinal)), id => Assert.Contains(report.Notes, n => n.Id == id));
    }

    [Theory, MemberData(nameof(Boms)), Trait("Suite", "sboms: cyclonedx, spdx")]
    public async Task Every_package_url_of_a_bill_of_materials_is_imported(string file)
    {
        var bytes = Reports.Gunzip(Read(file));
        var isCycloneDx = bytes.AsSpan().IndexOf("\"CycloneDX\""u8) >= 0 || bytes.AsSpan().IndexOf("xmlns=\"http://cyclonedx.org/schema/bom/"u8) >= 0;
        var format = isCycloneDx ? "cyclonedx" : "spdx";
        var report = Reports.Succeeded(await Reports.ReadAsync(format, Read(file)));
        Assert.Single(report.Occurrences, o => o.Occurrence.SbomReference is not null);
        if (bytes[0] == '{')
        {
            var known = report.Occurrences.Select(o => o.Occurrence.Package).Where(p => p is not null).Select(p => p.Name).ToHashSet();
            Assert.All(ComponentNames(JsonNode.Parse(bytes)!), name => Assert.Contains(known, k => k.EndsWith(name, StringComparison.OrdinalIgnoreCase) || name.EndsWith("/" + k, StringComparison.Ordinal)));
        }
    }

    [Theory, MemberData(nameof(Boms)), Trait("Suite", "sboms: cyclonedx, spdx")]
    public async Task Document_that_is_invalid_on_purpose_is_refused_with_a_position(string file)
    {
        if (!file.Contains("invalid", StringComparison.Ordinal))
        {
            return;
        }

        Assert.All(Failed(await Reports.ReadAsync("cyclonedx", Read(file), resource: null)), e => Assert.NotEmpty(e.Position));
    }

    [Theory, MemberData(nameof(Attestations)), Trait("Suite", "attestations: in-toto import")]
    public async Task Attestation_is_imported_when_it_holds_a_statement_and_refused_with_a_position_otherwise(string file)
    {
        var bytes = Read(file);
        var reading = await Reports.ReadAsync("in-toto", bytes, resource: null);
        if (StatementOracle.IsImportable(bytes))
        {
            var report = Reports.Succeeded(reading);
            Assert.NotEmpty(report.Occurrences);
            Assert.All(report.Occurrences, o => Assert.NotEmpty(o.Occurrence.ResourceUri));
        }
        else
        {
            Assert.All(Failed(reading), e => Assert.NotEmpty(e.Position));
        }
    }

    private static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(TestData.FindFolder()!, file));

    private static IEnumerable<ImportError> Failed(ImportReading reading) => Assert.IsType<ImportReading.Failed>(reading).Errors;

    private static IEnumerable<(string, string)> Findings(ImportedReport report) =>
        report.Occurrences.Where(o => o.Occurrence.Vulnerability is not null).Select(o => (o.Identity.Split('|')[2], o.Occurrence.Vulnerability.PackageIssue[0].AffectedPackage));

    private static IEnumerable<JsonNode> Results(JsonNode? json) => json switch
    {
        JsonArray legacy => legacy.OfType<JsonNode>(),
        JsonObject map when map.ContainsKey("ClusterName") => Array(map, "Vulnerabilities").Concat(Array(map, "Misconfigurations")).Concat(Array(map, "Resources")).SelectMany(w => Array(w, "Results")),
        _ => Array(json, "Results"),
    };

    private static IEnumerable<JsonNode> Array(JsonNode? node, string member) => (node?[member] as JsonArray ?? []).OfType<JsonNode>();

    /// <summary>Names of all components and packages below the top that have a purl.</summary>
    private static IEnumerable<string> ComponentNames(JsonNode json) =>
        Array(json, "components").SelectMany(Nested).Where(c => c["purl"] is not null).Select(c => (string)c["name"]!);

    private static IEnumerable<JsonNode> Nested(JsonNode component) => Array(component, "components").SelectMany(Nested).Prepend(component);
}
