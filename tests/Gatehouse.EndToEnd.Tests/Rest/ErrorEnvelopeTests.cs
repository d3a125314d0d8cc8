using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Rest;

/// <summary>Errors as Google's REST clients read them (AIP-193).</summary>
public sealed class ErrorEnvelopeTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task All_mistakes_of_a_request_come_together_with_their_fields()
    {
        var project = await server.CreateProjectAsync();
        var (status, body) = await Http.SendJsonAsync(HttpMethod.Post, $"/v1/projects/{project}/occurrences", """{"noteName":"nonsense","vulnerability":{"packageIssue":[{}]}}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var details = Assert.Single((JsonArray)body["error"]!["details"]!)!;
        Assert.Equal("type.googleapis.com/google.rpc.BadRequest", (string?)details["@type"]);
        var fields = ((JsonArray)details["fieldViolations"]!).Select(v => (string)v!["field"]!).ToArray();
        Assert.Contains("occurrence.resource_uri", fields);
        Assert.Contains("occurrence.note_name", fields);
        Assert.Contains("occurrence.vulnerability.package_issue[0].affected_package", fields);
        Assert.All(fields, f => Assert.Contains(f, (string)body["error"]!["message"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_record_is_404_with_the_resource_in_the_details()
    {
        var project = await server.CreateProjectAsync();
        var (_, body) = await Http.SendJsonAsync(HttpMethod.Get, $"/v1/projects/{project}/notes/absent");
        var details = Assert.Single((JsonArray)body["error"]!["details"]!)!;
        Assert.Equal("type.googleapis.com/google.rpc.ResourceInfo", (string?)details["@type"]);
        Assert.Equal($"projects/{project}/notes/absent", (string?)details["resourceName"]);
    }

    [Fact]
    public async Task A_taken_name_is_409_ALREADY_EXISTS()
    {
        var (project, _) = await Http.CreateNoteAsync();
        await Http.FailAsync(409, "ALREADY_EXISTS", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=CVE-2026-1", Samples.VulnerabilityNote);
    }

    [Fact]
    public async Task A_note_in_use_is_400_FAILED_PRECONDITION()
    {
        var (project, note) = await Http.CreateNoteAsync();
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        await Http.FailAsync(400, "FAILED_PRECONDITION", HttpMethod.Delete, $"/v1/{note}");
    }

    [Theory]
    [InlineData("GET", "/v1/nothing/here")]
    [InlineData("GET", "/v1/nothing/here.json")]
    [InlineData("POST", "/")]
    [InlineData("PUT", "/v1/projects/default/notes/n")]
    [InlineData("POST", "/v1/projects/default/notes:fly")]
    [InlineData("GET", "/v1/projects/default/occurrences:fly.1")]
    public async Task What_nothing_serves_is_answered_in_the_envelope_too(string method, string path) =>
        Assert.Contains(path, await Http.FailAsync(404, "NOT_FOUND", new HttpMethod(method), path), StringComparison.Ordinal);

    [Fact]
    public async Task The_root_leads_to_the_page_of_the_API()
    {
        using var response = await Http.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.StartsWith("/docs", response.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_content_type_is_JSON_of_answers_and_errors()
    {
        foreach (var path in (string[])["/v1/projects/default", "/v1/projects/absent"])
        {
            using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal("UTF-8", response.Content.Headers.ContentType?.CharSet, ignoreCase: true);
        }
    }
}
