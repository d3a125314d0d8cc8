using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Live;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>What lists, summaries, timelines and watches show to callers who may see a part.</summary>
public sealed class VisibilityTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task A_list_of_occurrences_shows_what_the_caller_may_see_in_full_pages()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var (principal, visible) = (AccessCalls.NewPrincipal(), new List<string>());
        for (var i = 0; i < 40; i++)
        {
            var occurrence = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, $"https://registry.example/app-{i}@sha256:0a"));
            if (i % 4 == 1)
            {
                await Http.GrantAsync(occurrence, "roles/containeranalysis.occurrences.viewer", principal);
                visible.Add(occurrence);
            }
        }

        using var http = await server.ClientOfAsync(principal);
        var pages = new List<string[]>();
        for (var token = ""; ;)
        {
            var page = await http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences?pageSize=4&pageToken={token}");
            pages.Add(((JsonArray?)page["occurrences"] ?? []).Names());
            token = (string?)page["nextPageToken"] ?? "";
            if (token.Length == 0)
            {
                break;
            }
        }

        Assert.Equal(visible.Order(), pages.SelectMany(p => p).Order());
        Assert.Equal([4, 4, 2], pages.Select(p => p.Length).Where(l => l > 0));
        var filtered = await http.ListAllAsync($"/v1/projects/{project}/occurrences?filter={Uri.EscapeDataString("resource_uri=\"https://registry.example/app-5@sha256:0a\"")}");
        Assert.Equal([visible[1]], filtered.Names());
        var hidden = await http.ListAllAsync($"/v1/projects/{project}/occurrences?filter={Uri.EscapeDataString("resource_uri=\"https://registry.example/app-4@sha256:0a\"")}");
        Assert.Empty(hidden);
    }

    [Fact]
    public async Task A_list_of_notes_shows_what_the_caller_may_see_in_full_pages()
    {
        var (project, principal) = (await server.CreateProjectAsync(), AccessCalls.NewPrincipal());
        for (var i = 0; i < 12; i++)
        {
            await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n-{i}", Samples.VulnerabilityNote);
        }

        foreach (var id in (int[])[2, 5, 11])
        {
            await Http.GrantAsync($"projects/{project}/notes/n-{id}", AccessCalls.Attacher, principal);
        }

        using var http = await server.ClientOfAsync(principal);
        var first = await http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes?pageSize=2");
        Assert.Equal([$"projects/{project}/notes/n-2", $"projects/{project}/notes/n-5"], first["notes"]!.AsArray().Names());
        var second = await http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes?pageSize=2&pageToken={first["nextPageToken"]}");
        Assert.Equal([$"projects/{project}/notes/n-11"], second["notes"]!.AsArray().Names());
    }

    [Fact]
    public async Task A_list_of_projects_shows_what_the_caller_may_see_in_full_pages()
    {
        var (principal, visible) = (AccessCalls.NewPrincipal(), new List<string>());
        for (var i = 0; i < 9; i++)
        {
            var project = await server.CreateProjectAsync();
            if (i % 3 == 0)
            {
                await Http.GrantAsync($"projects/{project}", AccessCalls.Viewer, principal);
                visible.Add($"projects/{project}");
            }
        }

        using var http = await server.ClientOfAsync(principal);
        var page = await http.DoAsync(HttpMethod.Get, "/v1/projects?pageSize=2");
        Assert.Equal(visible[..2], page["projects"]!.AsArray().Names());
        Assert.Equal(visible, (await http.ListAllAsync("/v1/projects", "projects", pageSize: 2)).Names());
    }

    [Fact]
    public async Task Occurrences_of_a_note_are_shown_across_projects_to_who_may_list_them_by_the_note()
    {
        var (_, note) = await Http.CreateNoteAsync();
        var (one, two) = (await server.CreateProjectAsync(), await server.CreateProjectAsync());
        string[] occurrences = [await Http.CreateOccurrenceAsync(one, Samples.Vulnerability(note)), await Http.CreateOccurrenceAsync(two, Samples.Vulnerability(note))];
        var (verifier, attestor) = (AccessCalls.NewPrincipal(), AccessCalls.NewPrincipal());
        await Http.GrantAsync(note, "roles/containeranalysis.notes.occurrences.viewer", verifier);
        await Http.GrantAsync(note, AccessCalls.Attacher, attestor);
        using var verifying = await server.ClientOfAsync(verifier);
        Assert.Equal(occurrences.Order(), (await verifying.ListAllAsync($"/v1/{note}/occurrences")).Names().Order());
        await verifying.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{one}/occurrences");
        using var attesting = await server.ClientOfAsync(attestor);
        Assert.Contains("containeranalysis.notes.listOccurrences", await attesting.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Get, $"/v1/{note}/occurrences"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("occurrences:vulnerabilitySummary")]
    [InlineData("changes")]
    public async Task What_counts_a_whole_project_is_not_for_who_sees_single_records_of_it(string path)
    {
        var (project, note) = await Http.CreateNoteAsync();
        var principal = AccessCalls.NewPrincipal();
        await Http.GrantAsync(note, AccessCalls.Editor, principal);
        await Http.GrantAsync(await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note)), AccessCalls.Editor, principal);
        using var http = await server.ClientOfAsync(principal);
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/{path}");
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/changes?parent=projects/{project}");
        await http.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Get, "/v1/changes");
    }

    [Fact]
    public async Task A_project_with_too_many_policies_on_records_says_so_to_insiders_only()
    {
        await using var small = await GatehouseProcess.StartAsync(new ServerSetup().With("access:itemPolicies", "1"));
        using var administrator = small.CreateHttpClient();
        var (project, note) = await administrator.CreateNoteAsync();
        var (insider, attestor) = (AccessCalls.NewPrincipal(), AccessCalls.NewPrincipal());
        await administrator.GrantAsync($"projects/{project}", "roles/containeranalysis.occurrences.viewer", insider);
        await administrator.GrantAsync(note, AccessCalls.Attacher, attestor);
        using var one = small.CreateHttpClient((string)(await administrator.CreateTokenAsync(attestor))["text"]!);
        Assert.Equal([note], (await one.ListAllAsync($"/v1/projects/{project}/notes", "notes")).Names());

        await administrator.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=other", Samples.VulnerabilityNote);
        await administrator.GrantAsync($"projects/{project}/notes/other", AccessCalls.Attacher, attestor);
        using var two = small.CreateHttpClient((string)(await administrator.CreateTokenAsync(insider))["text"]!);
        Assert.Contains("more than 1 policies", await two.FailAsync(429, "RESOURCE_EXHAUSTED", HttpMethod.Get, $"/v1/projects/{project}/notes"), StringComparison.Ordinal);
        using var outsider = small.CreateHttpClient((string)(await administrator.CreateTokenAsync(AccessCalls.NewPrincipal()))["text"]!);
        await outsider.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes");
    }

    [Fact]
    public async Task A_watch_of_a_project_tells_of_no_other()
    {
        var (project, other, principal) = (await server.CreateProjectAsync(), await server.CreateProjectAsync(), AccessCalls.NewPrincipal());
        await Http.GrantAsync($"projects/{project}", AccessCalls.Viewer, principal);
        await using var stream = await EventStream.OpenAsync(server.Process, $"parent=projects/{project}&includeRecord=true", token: (string)(await Http.CreateTokenAsync(principal))["text"]!);
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{other}/notes?noteId=secret", Samples.VulnerabilityNote);
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=shown", Samples.VulnerabilityNote);
        var change = (await stream.ReadAsync())!;
        Assert.Equal($"projects/{project}/notes/shown", (string)change["name"]!);
        // Who did it, and from where, is for those who may read the audit.
        Assert.Equal("", (string?)change["principal"] ?? "");
    }
}
