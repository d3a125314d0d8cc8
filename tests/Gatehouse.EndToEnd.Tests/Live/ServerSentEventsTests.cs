using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Live;

/// <summary>Live changes as server-sent events.</summary>
public sealed class ServerSentEventsTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task A_reader_that_comes_back_with_its_last_id_misses_and_repeats_nothing()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var seen = new List<string>();
        var lastEventId = "";
        await using (var stream = await EventStream.OpenAsync(server.Process, $"parent=projects/{project}"))
        {
            await CreateAsync(project, note, 10);
            seen.AddRange((await stream.ReadAsync(7)).Names());
            lastEventId = stream.LastEventId;
        }

        await CreateAsync(project, note, 10);
        await using var resumed = await EventStream.OpenAsync(server.Process, $"parent=projects/{project}", lastEventId);
        seen.AddRange((await resumed.ReadAsync(13)).Names());

        Assert.Equal((await Http.ListAllAsync($"/v1/projects/{project}/occurrences?orderBy=createTime")).Names().Order(), seen.Order());
        Assert.Equal(20, seen.Distinct().Count());
    }

    [Fact]
    public async Task The_id_of_an_event_is_its_revision()
    {
        var (project, note) = await Http.CreateNoteAsync();
        await using var stream = await EventStream.OpenAsync(server.Process, $"parent=projects/{project}");
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        var change = (await stream.ReadAsync())!;
        Assert.Equal(stream.LastEventId, (string?)change["revision"]);
        Assert.Equal(("CREATED", "occurrences", "VULNERABILITY"), ((string)change["type"]!, (string)change["collection"]!, (string)change["kind"]!));
    }

    [Fact]
    public async Task A_filter_and_collections_select()
    {
        var project = await server.CreateProjectAsync();
        await using var notes = await EventStream.OpenAsync(server.Process, $"parent=projects/{project}&collections=notes&includeRecord=true");
        await using var severe = await EventStream.OpenAsync(server.Process, $"parent=projects/{project}&filter={Uri.EscapeDataString("vulnerability.severity=CRITICAL")}&collections=occurrences");
        var note = (string)(await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=a", Samples.VulnerabilityNote))["name"]!;
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, severity: "LOW"));
        var wanted = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, severity: "CRITICAL"));
        var later = (string)(await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=b", Samples.BuildNote))["name"]!;

        Assert.Equal(wanted, (string?)(await severe.ReadAsync())!["name"]);
        var seen = await notes.ReadAsync(2);
        Assert.Equal([note, later], seen.Names());
        Assert.Equal("a bug", (string?)seen[0]["note"]!["shortDescription"]);
    }

    [Theory, InlineData("Last-Event-ID", "nonsense"), InlineData("Last-Event-ID", "1.5"), InlineData("Last-Event-ID", "99999999999999999999")]
    public async Task An_id_that_is_no_revision_is_refused(string header, string value)
    {
        var (status, body) = await Http.SendJsonAsync(HttpMethod.Get, "/v1/changes", null, (header, value));
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_ARGUMENT"), (status, (string?)body["error"]!["status"]));
    }

    [Fact]
    public async Task The_timeline_of_a_project_tells_the_same_as_the_stream()
    {
        var (project, note) = await Http.CreateNoteAsync();
        await CreateAsync(project, note, 5);
        await using var stream = await EventStream.OpenAsync(server.Process, $"parent=projects/{project}&afterRevision=-1");
        var live = await stream.ReadAsync(6);
        var listed = (JsonArray)(await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/changes"))["changes"]!;
        Assert.Equal(live.Select(Summary), listed.Where(c => (string?)c!["collection"] != "projects").Select(c => Summary(c!)));
    }

    private static (string, string, string) Summary(JsonNode change) => ((string)change["revision"]!, (string)change["type"]!, (string)change["name"]!);

    private async Task CreateAsync(string project, string note, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        }
    }
}
