using System.Text.Json.Nodes;

namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>Builds small reports as Trivy writes them.</summary>
internal static class TrivyReports
{
    /// <param name="time">Of the scan, RFC 3339; empty for none.</param>
    public static string Of(string time, params (string Id, string Package)[] findings) => OfAll(time, [.. findings.Select(f => Vulnerability(f.Id, f.Package))]);

    public static string OfAll(string time, params JsonObject[] vulnerabilities)
    {
        var report = new JsonObject
        {
            ["SchemaVersion"] = 2,
            ["Trivy"] = new JsonObject { ["Version"] = "0.55.0" },
            ["ArtifactName"] = "app",
            ["Metadata"] = new JsonObject { ["OS"] = new JsonObject { ["Family"] = "debian", ["Name"] = "12.9" } },
            ["Results"] = new JsonArray(new JsonObject { ["Target"] = "app (debian 12.9)", ["Class"] = "os-pkgs", ["Type"] = "debian", ["Vulnerabilities"] = new JsonArray([.. vulnerabilities]) }),
        };
        if (time.Length > 0)
        {
            report["CreatedAt"] = time;
        }

        return report.ToJsonString();
    }

    public static JsonObject Vulnerability(string id, string package) => new()
    {
        ["VulnerabilityID"] = id,
        ["PkgName"] = package,
        ["InstalledVersion"] = "1:2.3-4",
        ["FixedVersion"] = "1:2.3-5",
        ["Severity"] = "HIGH",
        ["Title"] = "title of " + id,
    };
}
