using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Rest;

/// <summary>Names in paths.</summary>
public sealed class PathTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Theory]
    [InlineData("CVE-2026-0001")]
    [InlineData("GHSA:x-y:z")]
    [InlineData("a:setIamPolicy:b")]
    [InlineData("with space")]
    [InlineData("percent%sign")]
    [InlineData("naïve-Ω-漢字")]
    [InlineData("pkg@1.0?x=y&z#f")]
    [InlineData("dots..and.json")]
    public async Task Every_id_is_found_again_by_its_percent_encoded_name(string id)
    {
        var project = await server.CreateProjectAsync();
        var escaped = Uri.EscapeDataString(id);
        var created = await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId={escaped}", Samples.VulnerabilityNote);
        Assert.Equal($"projects/{project}/notes/{id}", (string?)created["name"]);

        var occurrence = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability($"projects/{project}/notes/{id}"));

        Assert.Equal(created.ToJsonString(), (await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes/{escaped}")).ToJsonString());
        Assert.Equal([occurrence], (await Http.ListAllAsync($"/v1/projects/{project}/notes/{escaped}/occurrences")).Names());
        Assert.Equal(created.ToJsonString(), (await Http.DoAsync(HttpMethod.Get, $"/v1/{occurrence}/notes")).ToJsonString());
    }

    [Theory, InlineData("a%2Fb"), InlineData(""), InlineData("a%00b"), InlineData("a%0Ab")]
    public async Task An_id_with_a_slash_or_a_control_character_or_nothing_is_refused(string escaped)
    {
        var project = await server.CreateProjectAsync();
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId={escaped}", Samples.VulnerabilityNote);
    }

    [Fact]
    public async Task A_path_does_not_climb_out_of_its_project()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var other = await server.CreateProjectAsync();
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{other}/notes/..%2F..%2F{project}%2Fnotes%2FCVE-2026-1");
        await Http.DoAsync(HttpMethod.Get, $"/v1/{note}");
    }

    [Fact]
    public async Task Regional_records_live_under_their_location_and_are_listed_there()
    {
        var project = await server.CreateProjectAsync();
        var parent = $"projects/{project}/locations/eu";
        var note = (string)(await Http.DoAsync(HttpMethod.Post, $"/v1/{parent}/notes?noteId=n", Samples.VulnerabilityNote))["name"]!;
        var created = await Http.DoAsync(HttpMethod.Post, $"/v1/{parent}/occurrences", Samples.Vulnerability(note));
        var name = (string)created["name"]!;
        Assert.Equal(($"{parent}/notes/n", $"{parent}/occurrences/"), (note, name[..(name.LastIndexOf('/') + 1)]));

        Assert.Equal([note], (await Http.ListAllAsync($"/v1/{parent}/notes", "notes")).Names());
        Assert.Equal([name], (await Http.ListAllAsync($"/v1/{parent}/occurrences")).Names());
        Assert.Equal([name], (await Http.ListAllAsync($"/v1/{note}/occurrences")).Names());
        Assert.Empty(await Http.ListAllAsync($"/v1/projects/{project}/locations/us/occurrences"));
        Assert.Equal(note, (string?)(await Http.DoAsync(HttpMethod.Get, $"/v1/{name}/notes"))["name"]);
        Assert.Equal("upgrade", (string?)(await Http.DoAsync(HttpMethod.Patch, $"/v1/{name}?updateMask=remediation", """{"remediation":"upgrade"}"""))["remediation"]);
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes/n");

        Assert.Equal("{}", (await Http.DoAsync(HttpMethod.Delete, $"/v1/{name}")).ToJsonString());
        Assert.Equal("{}", (await Http.DoAsync(HttpMethod.Delete, $"/v1/{note}")).ToJsonString());
    }

    [Fact]
    public async Task A_batch_of_a_location_stays_there()
    {
        var project = await server.CreateProjectAsync();
        var parent = $"projects/{project}/locations/eu";
        var made = await Http.DoAsync(HttpMethod.Post, $"/v1/{parent}/notes:batchCreate", $$"""{"notes":{"a":{{Samples.BuildNote}},"b":{{Samples.VulnerabilityNote}} } }""");
        Assert.Equal([$"{parent}/notes/a", $"{parent}/notes/b"], ((System.Text.Json.Nodes.JsonArray)made["notes"]!).Names().Order());
    }
}
