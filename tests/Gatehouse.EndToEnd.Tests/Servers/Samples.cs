namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>Valid minimal records as JSON; a test states its difference.</summary>
public static class Samples
{
    public const string VulnerabilityNote = """{"shortDescription":"a bug","vulnerability":{"severity":"HIGH"}}""";

    public const string BuildNote = """{"build":{"builderVersion":"1"}}""";

    public static string Vulnerability(string note, string resource = "https://registry.example/app@sha256:0a", string severity = "HIGH") => $$"""
        {"noteName":"{{note}}","resourceUri":"{{resource}}","vulnerability":{"severity":"{{severity}}","effectiveSeverity":"{{severity}}","packageIssue":[{
          "affectedCpeUri":"cpe:/o:debian:debian_linux:12","affectedPackage":"openssl","affectedVersion":{"name":"3.0.15","kind":"NORMAL"},"fixedVersion":{"kind":"MAXIMUM"} }] } }
        """;
}
