using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Rest;

/// <summary>Creates that are safe to repeat (AIP-155), by the header <c>gatehouse-request-id</c>.</summary>
public sealed class RequestIdTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task The_same_request_gives_the_same_occurrence()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var id = Guid.NewGuid().ToString();
        var first = await PostAsync($"/v1/projects/{project}/occurrences", Samples.Vulnerability(note), id);
        var again = await PostAsync($"/v1/projects/{project}/occurrences", Samples.Vulnerability(note), id);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Single(await Http.ListAllAsync($"/v1/projects/{project}/occurrences"));
    }

    [Fact]
    public async Task Requests_at_the_same_time_with_one_id_make_one_occurrence()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var id = Guid.NewGuid().ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PostAsync($"/v1/projects/{project}/occurrences", Samples.Vulnerability(note), id)));
        Assert.Single(answers.Select(a => (a.Status, (string?)a.Body["name"])).Distinct());
        Assert.Single(await Http.ListAllAsync($"/v1/projects/{project}/occurrences"));
    }

    [Fact]
    public async Task Other_content_under_the_same_id_is_INVALID_ARGUMENT()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var id = Guid.NewGuid().ToString();
        await PostAsync($"/v1/projects/{project}/occurrences", Samples.Vulnerability(note), id);
        var (status, body) = await PostAsync($"/v1/projects/{project}/occurrences", Samples.Vulnerability(note, severity: "LOW"), id);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_ARGUMENT"), (status, (string?)body["error"]!["status"]));
        Assert.Single(await Http.ListAllAsync($"/v1/projects/{project}/occurrences"));
    }

    [Fact]
    public async Task A_note_and_a_batch_are_safe_to_repeat_too()
    {
        var project = await server.CreateProjectAsync();
        var id = Guid.NewGuid().ToString();
        var note = await PostAsync($"/v1/projects/{project}/notes?noteId=n", Samples.VulnerabilityNote, id);
        Assert.Equal(note.Body.ToJsonString(), (await PostAsync($"/v1/projects/{project}/notes?noteId=n", Samples.VulnerabilityNote, id)).Body.ToJsonString());

        var batch = $$"""{"occurrences":[{{Samples.Vulnerability($"projects/{project}/notes/n")}},{{Samples.Vulnerability($"projects/{project}/notes/n", severity: "LOW")}}]}""";
        var first = await PostAsync($"/v1/projects/{project}/occurrences:batchCreate", batch, id + "b");
        var again = await PostAsync($"/v1/projects/{project}/occurrences:batchCreate", batch, id + "b");
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Equal(2, ((JsonArray)first.Body["occurrences"]!).Count);
        Assert.Equal(2, (await Http.ListAllAsync($"/v1/projects/{project}/occurrences")).Count);
    }

    [Fact]
    public async Task A_refused_request_may_come_again_under_its_id_once_it_is_put_right()
    {
        var project = await server.CreateProjectAsync();
        var id = Guid.NewGuid().ToString();
        var occurrence = Samples.Vulnerability($"projects/{project}/notes/late");
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync($"/v1/projects/{project}/occurrences", occurrence, id)).Status);
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=late", Samples.VulnerabilityNote);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"/v1/projects/{project}/occurrences", occurrence, id)).Status);
    }

    [Fact]
    public async Task An_id_that_is_too_long_is_refused()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var (status, body) = await PostAsync($"/v1/projects/{project}/occurrences", Samples.Vulnerability(note), new('x', 129));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("gatehouse-request-id", (string)body["error"]!["message"]!, StringComparison.Ordinal);
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, string json, string id) => Http.SendJsonAsync(HttpMethod.Post, path, json, ("gatehouse-request-id", id));
}
