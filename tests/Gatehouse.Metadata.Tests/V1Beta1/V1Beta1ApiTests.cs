using System.Text.Json.Nodes;

namespace Gatehouse.Metadata.Tests.V1Beta1;

/// <summary>What clients of the Kritis era send, on the wire, and what clients of both APIs see of each other's records.</summary>
public sealed class V1Beta1ApiTests : IAsyncLifetime
{
    private const string Image = "https://gcr.io/shop/web@sha256:aa00000000000000000000000000000000000000000000000000000000000000";
    private const string Attestor = """{"attestationAuthority": {"hint": {"humanReadableName": "release"}}}""";
    private const string Cve = """{"shortDescription": "CVE-2026-1", "vulnerability": {"severity": "HIGH", "details": [{"cpeUri": "cpe:/o:debian:11", "package": "openssl"}]}}""";

    private const string Finding = $$$$"""
        {
          "resource": {"uri": "{{{{Image}}}}"},
          "noteName": "projects/shop/notes/CVE-2026-1",
          "vulnerability": {
            "severity": "HIGH",
            "packageIssue": [{
              "severityName": "IMPORTANT",
              "affectedLocation": {"cpeUri": "cpe:/o:debian:11", "package": "openssl", "version": {"name": "1.1", "kind": "NORMAL"}},
              "fixedLocation": {"cpeUri": "cpe:/o:debian:11", "package": "openssl", "version": {"name": "1.2", "kind": "NORMAL"}}
            }]
          }
        }
        """;

    private const string Attestation = $$$$"""
        {
          "resource": {"uri": "{{{{Image}}}}"},
          "noteName": "projects/shop/notes/release",
          "attestation": {"attestation": {"pgpSignedAttestation": {"signature": "-----BEGIN PGP MESSAGE-----", "pgpKeyId": "0xFEED", "contentType": "SIMPLE_SIGNING_JSON"}}}
        }
        """;

    private MetadataServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await MetadataServer.StartAsync();
        await _server.OkAsync("POST", "/v1beta1/projects", """{"name": "projects/shop"}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Kritis_signs_an_image_and_finds_its_attestation_again()
    {
        var note = await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=release", Attestor);
        Assert.Equal("projects/shop/notes/release", Text(note["name"]));
        Assert.Equal("ATTESTATION", Text(note["kind"]));

        var created = await _server.OkAsync("POST", "/v1beta1/projects/shop/occurrences", Attestation);
        var listed = await _server.OkAsync("GET", "/v1beta1/projects/shop/notes/release/occurrences");

        var found = Assert.Single(listed["occurrences"]!.AsArray())!;
        Assert.Equal(created.ToJsonString(), found.ToJsonString());
        Assert.Equal(JsonNode.Parse(Attestation)!["attestation"]!.ToJsonString(), found["attestation"]!.ToJsonString());
        Assert.Equal("release", Text((await _server.OkAsync("GET", $"/v1beta1/{Text(found["name"])}/notes"))["attestationAuthority"]!["hint"]!["humanReadableName"]));
    }

    [Fact]
    public async Task Batch_of_a_scanner_is_seen_by_v1_clients_and_summarized()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes:batchCreate", $$$$"""{"notes": {"CVE-2026-1": {{{{Cve}}}}}}""");
        var created = await _server.OkAsync("POST", "/v1beta1/projects/shop/occurrences:batchCreate", $$$$"""{"occurrences": [{{{{Finding}}}}, {{{{Finding}}}}]}""");
        Assert.Equal(2, created["occurrences"]!.AsArray().Count);

        var seen = (await _server.OkAsync("GET", "/v1/projects/shop/occurrences"))["occurrences"]!.AsArray()[0]!;
        Assert.Equal(Image, Text(seen["resourceUri"]));
        Assert.Equal("openssl", Text(seen["vulnerability"]!["packageIssue"]![0]!["affectedPackage"]));
        Assert.True((bool)seen["vulnerability"]!["fixAvailable"]!);

        var counts = (await _server.OkAsync("GET", "/v1beta1/projects/shop/occurrences:vulnerabilitySummary"))["counts"]!.AsArray();
        var high = Assert.Single(counts, c => c!["severity"] is { } severity && Text(severity) == "HIGH")!;
        Assert.Equal((Image, "2", "2"), (Text(high["resource"]!["uri"]), Text(high["fixableCount"]), Text(high["totalCount"])));
    }

    [Theory]
    [InlineData("""resourceUrl="{image}" AND kind="ATTESTATION" AND noteProjectId="shop" AND noteId="release" """, 1)]
    [InlineData("""resource.uri="{image}" """, 1)]
    [InlineData("""has_prefix(resourceUrl, "https://gcr.io/shop/web") AND kind="ATTESTATION" """, 1)]
    [InlineData("""resourceUrl="{image}" AND kind="DISCOVERY" """, 0)]
    [InlineData("""resource.uri="https://gcr.io/shop/other@sha256:aa" """, 0)]
    public async Task Filters_of_old_clients_select(string filter, int expected)
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=release", Attestor);
        await _server.OkAsync("POST", "/v1beta1/projects/shop/occurrences", Attestation);

        var query = Uri.EscapeDataString(filter.Replace("{image}", Image, StringComparison.Ordinal));
        var listed = await _server.OkAsync("GET", $"/v1beta1/projects/shop/occurrences?filter={query}");

        Assert.Equal(expected, listed["occurrences"]?.AsArray().Count ?? 0);
    }

    [Fact]
    public async Task Records_of_v1_clients_are_seen_in_the_old_form()
    {
        await _server.OkAsync("POST", "/v1/projects/shop/notes?noteId=scan", """{"discovery": {"analysisKind": "VULNERABILITY"}}""");
        await _server.OkAsync("POST", "/v1/projects/shop/occurrences", $$$$"""{"resourceUri": "{{{{Image}}}}", "noteName": "projects/shop/notes/scan", "discovery": {"analysisStatus": "FINISHED_SUCCESS"}}""");

        var seen = Assert.Single((await _server.OkAsync("GET", "/v1beta1/projects/shop/occurrences"))["occurrences"]!.AsArray())!;

        Assert.Equal(Image, Text(seen["resource"]!["uri"]));
        Assert.Equal("DISCOVERY", Text(seen["kind"]));
        Assert.Equal("FINISHED_SUCCESS", Text(seen["discovered"]!["discovered"]!["analysisStatus"]));
    }

    [Fact]
    public async Task Record_of_a_kind_that_only_v1_has_appears_with_its_common_fields_and_survives_an_update()
    {
        await _server.OkAsync("POST", "/v1/projects/shop/notes?noteId=up", """{"shortDescription": "old", "upgrade": {"package": "openssl"}}""");

        var seen = await _server.OkAsync("PATCH", "/v1beta1/projects/shop/notes/up?updateMask=short_description", """{"shortDescription": "new"}""");

        Assert.Equal("new", Text(seen["shortDescription"]));
        Assert.Null(seen["kind"]);
        var note = await _server.OkAsync("GET", "/v1/projects/shop/notes/up");
        Assert.Equal(("new", "UPGRADE", "openssl"), (Text(note["shortDescription"]), Text(note["kind"]), Text(note["upgrade"]!["package"])));
    }

    [Fact]
    public async Task Kind_that_only_v1beta1_has_is_kept_and_a_number_to_v1_clients()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=step", """{"intoto": {"stepName": "build", "threshold": "1"}}""");
        await _server.OkAsync("POST", "/v1beta1/projects/shop/occurrences", $$$$"""{"resource": {"uri": "{{{{Image}}}}"}, "noteName": "projects/shop/notes/step", "intoto": {"signed": {"command": ["make"]}}}""");

        var seen = Assert.Single((await _server.OkAsync("GET", "/v1beta1/projects/shop/occurrences"))["occurrences"]!.AsArray())!;

        Assert.Equal("INTOTO", Text(seen["kind"]));
        Assert.Equal("make", Text(seen["intoto"]!["signed"]!["command"]![0]));
        Assert.Equal(101, (int)(await _server.OkAsync("GET", "/v1/projects/shop/notes/step"))["kind"]!);
    }

    [Fact]
    public async Task Details_cannot_change_to_another_kind_through_v1beta1()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=step", """{"intoto": {"stepName": "build"}}""");

        var (status, body) = await _server.SendAsync("PATCH", "/v1beta1/projects/shop/notes/step?updateMask=build", """{"build": {"builderVersion": "1"}}""");

        Assert.Equal(400, status);
        Assert.Contains("INTOTO", Text(body["error"]!["message"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_through_v1beta1_keeps_what_only_v1_has()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=CVE-2026-1", Cve);
        var created = await _server.OkAsync("POST", "/v1/projects/shop/occurrences", $$$$"""
            {
              "resourceUri": "{{{{Image}}}}", "noteName": "projects/shop/notes/CVE-2026-1",
              "vulnerability": {
                "risk": {"epss": {"score": 0.5}},
                "packageIssue": [{"affectedCpeUri": "c", "affectedPackage": "openssl", "affectedVersion": {"kind": "MINIMUM"}, "fixedVersion": {"kind": "MAXIMUM"}, "fileLocation": [{"filePath": "/lib"}]}]
              }
            }
            """);
        var name = Text(created["name"]);
        var seen = await _server.OkAsync("GET", $"/v1beta1/{name}");
        seen["vulnerability"]!["effectiveSeverity"] = "CRITICAL";

        await _server.OkAsync("PATCH", $"/v1beta1/{name}", seen.ToJsonString());

        var stored = await _server.OkAsync("GET", $"/v1/{name}");
        Assert.Equal("CRITICAL", Text(stored["vulnerability"]!["effectiveSeverity"]));
        Assert.Equal(0.5, (double)stored["vulnerability"]!["risk"]!["epss"]!["score"]!);
        Assert.Equal("/lib", Text(stored["vulnerability"]!["packageIssue"]![0]!["fileLocation"]![0]!["filePath"]));
    }

    [Fact]
    public async Task Update_through_v1_keeps_what_only_v1beta1_has()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=make", """{"build": {"builderVersion": "1", "signature": {"keyId": "k1"}}}""");

        await _server.OkAsync("PATCH", "/v1/projects/shop/notes/make?updateMask=build.builder_version", """{"build": {"builderVersion": "2"}}""");

        var build = (await _server.OkAsync("GET", "/v1beta1/projects/shop/notes/make"))["build"]!;
        Assert.Equal(("2", "k1"), (Text(build["builderVersion"]), Text(build["signature"]!["keyId"])));
    }

    [Fact]
    public async Task Mask_names_fields_as_v1beta1_does()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=release", Attestor);

        await _server.OkAsync("PATCH", "/v1beta1/projects/shop/notes/release?updateMask=attestationAuthority.hint.humanReadableName", """{"attestationAuthority": {"hint": {"humanReadableName": "qa"}}}""");
        var (status, body) = await _server.SendAsync("PATCH", "/v1beta1/projects/shop/notes/release?updateMask=attestation.hint", "{}");

        Assert.Equal("qa", Text((await _server.OkAsync("GET", "/v1/projects/shop/notes/release"))["attestation"]!["hint"]!["humanReadableName"]));
        Assert.Equal(400, status);
        Assert.Contains("Note has no field \"attestation\"", Text(body["error"]!["message"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_fix_is_no_longer_available_to_v1_clients()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=CVE-2026-1", Cve);
        var seen = await _server.OkAsync("POST", "/v1beta1/projects/shop/occurrences", Finding);
        seen["vulnerability"]!["packageIssue"]![0]!["fixedLocation"]!["version"] = JsonNode.Parse("""{"kind": "MAXIMUM"}""");

        await _server.OkAsync("PATCH", $"/v1beta1/{Text(seen["name"])}?updateMask=vulnerability.package_issue", seen.ToJsonString());

        var stored = (await _server.OkAsync("GET", $"/v1/{Text(seen["name"])}"))["vulnerability"]!;
        Assert.Null(stored["fixAvailable"]);
        Assert.Null(stored["packageIssue"]![0]!["fixAvailable"]);
    }

    [Fact]
    public async Task Resource_of_an_occurrence_cannot_be_changed()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=release", Attestor);
        var name = Text((await _server.OkAsync("POST", "/v1beta1/projects/shop/occurrences", Attestation))["name"]);

        var (status, body) = await _server.SendAsync("PATCH", $"/v1beta1/{name}?updateMask=resource.uri", """{"resource": {"uri": "https://host/other"}}""");
        await _server.OkAsync("PATCH", $"/v1beta1/{name}?updateMask=remediation,resource", $$$$"""{"remediation": "none", "resource": {"uri": "{{{{Image}}}}"}}""");

        Assert.Equal(400, status);
        Assert.Contains("resource: cannot be changed", Text(body["error"]!["message"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_told_in_the_names_of_v1beta1()
    {
        var (status, body) = await _server.SendAsync("POST", "/v1beta1/projects/shop/occurrences", """
            {"noteName": "projects/shop/notes/CVE-2026-1", "vulnerability": {"packageIssue": [{"affectedLocation": {"cpeUri": "c", "package": "p"}}]}}
            """);

        Assert.Equal(400, status);
        var message = Text(body["error"]!["message"]);
        Assert.Contains("occurrence.resource.uri: is required", message, StringComparison.Ordinal);
        Assert.Contains("occurrence.vulnerability.package_issue[0].affected_location.version: is required", message, StringComparison.Ordinal);
        Assert.Contains("occurrence.vulnerability.package_issue[0].fixed_location.version: is required", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deletions_reach_both_apis()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes?noteId=release", Attestor);
        var name = Text((await _server.OkAsync("POST", "/v1beta1/projects/shop/occurrences", Attestation))["name"]);
        Assert.Equal(400, (await _server.SendAsync("DELETE", "/v1beta1/projects/shop/notes/release")).Status);

        Assert.Equal("{}", (await _server.OkAsync("DELETE", $"/v1beta1/{name}")).ToJsonString());
        await _server.OkAsync("DELETE", "/v1beta1/projects/shop/notes/release");

        Assert.Equal(404, (await _server.SendAsync("GET", $"/v1/{name}")).Status);
        Assert.Equal(404, (await _server.SendAsync("GET", "/v1beta1/projects/shop/notes/release")).Status);
    }

    [Fact]
    public async Task Lists_of_v1beta1_are_paged()
    {
        await _server.OkAsync("POST", "/v1beta1/projects/shop/notes:batchCreate", $$$$"""{"notes": {"a": {{{{Attestor}}}}, "b": {{{{Attestor}}}}, "c": {{{{Attestor}}}}}}""");

        var first = await _server.OkAsync("GET", "/v1beta1/projects/shop/notes?pageSize=2");
        var second = await _server.OkAsync("GET", $"/v1beta1/projects/shop/notes?pageSize=2&pageToken={Uri.EscapeDataString(Text(first["nextPageToken"]))}");

        Assert.Equal(["projects/shop/notes/a", "projects/shop/notes/b"], first["notes"]!.AsArray().Select(n => Text(n!["name"])));
        Assert.Equal(["projects/shop/notes/c"], second["notes"]!.AsArray().Select(n => Text(n!["name"])));
        Assert.True(second["nextPageToken"] is null || Text(second["nextPageToken"]).Length == 0);
    }

    [Fact]
    public async Task Projects_of_v1beta1_are_those_of_v1()
    {
        Assert.Equal("projects/shop", Text((await _server.OkAsync("GET", "/v1/projects/shop"))["name"]));
        Assert.Equal(["projects/shop"], (await _server.OkAsync("GET", "/v1beta1/projects"))["projects"]!.AsArray().Select(p => Text(p!["name"])));
        Assert.Equal(409, (await _server.SendAsync("POST", "/v1beta1/projects", """{"name": "projects/shop"}""")).Status);
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
