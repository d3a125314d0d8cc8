using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Rest;

/// <summary>Order and pages of lists.</summary>
public sealed class ListTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Theory, InlineData("orderBy"), InlineData("order_by")]
    public async Task A_list_is_ordered_as_asked_over_all_its_pages(string parameter)
    {
        var (project, note) = await Http.CreateNoteAsync();
        string[] resources = ["https://r.example/c", "https://r.example/a", "https://r.example/b", "https://r.example/a"];
        foreach (var resource in resources)
        {
            await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, resource));
        }

        var rising = await Http.ListAllAsync($"/v1/projects/{project}/occurrences?{parameter}=resourceUri", pageSize: 1);
        var falling = await Http.ListAllAsync($"/v1/projects/{project}/occurrences?{parameter}=resourceUri%20desc", pageSize: 3);
        Assert.Equal(resources.Order(StringComparer.Ordinal), rising.Select(o => (string)o["resourceUri"]!));
        Assert.Equal(resources.OrderDescending(StringComparer.Ordinal), falling.Select(o => (string)o["resourceUri"]!));
        Assert.Equal(4, rising.Names().Distinct().Count());
    }

    [Theory, InlineData("nonsense"), InlineData("resourceUri sideways"), InlineData("resourceUri,createTime")]
    public async Task An_order_that_there_is_not_is_refused(string order)
    {
        var project = await server.CreateProjectAsync();
        var message = await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Get, $"/v1/projects/{project}/occurrences?orderBy={Uri.EscapeDataString(order)}");
        Assert.Contains("order_by", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_token_serves_its_own_list_only()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var other = await server.CreateProjectAsync();
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=other", Samples.VulnerabilityNote);
        for (var i = 0; i < 3; i++)
        {
            await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        }

        var own = $"/v1/projects/{project}/occurrences?pageSize=1";
        var token = (string)(await Http.DoAsync(HttpMethod.Get, own))["nextPageToken"]!;
        foreach (var list in (string[])
        [
            $"/v1/projects/{other}/occurrences?pageSize=1",
            $"/v1/projects/{project}/notes?pageSize=1",
            $"/v1/{note}/occurrences?pageSize=1",
            $"/v1/projects?pageSize=1",
            $"{own}&filter=kind%3D%22VULNERABILITY%22",
            $"{own}&orderBy=resourceUri",
        ])
        {
            var message = await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Get, $"{list}&pageToken={token}");
            Assert.Contains("page_token", message, StringComparison.Ordinal);
        }

        await Http.DoAsync(HttpMethod.Get, $"{own}&pageToken={token}");
        await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences?pageSize=2&pageToken={token}");
    }

    [Fact]
    public async Task A_damaged_page_token_is_told_from_a_good_one()
    {
        var (project, note) = await Http.CreateNoteAsync();
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        var token = (string)(await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences?pageSize=1"))["nextPageToken"]!;
        for (var i = 0; i < token.Length; i += 7)
        {
            var damaged = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Get, $"/v1/projects/{project}/occurrences?pageSize=1&pageToken={damaged}");
        }
    }

    [Fact]
    public async Task Records_made_and_deleted_during_a_walk_neither_repeat_nor_hide_others()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var before = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            before.Add(await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note)));
        }

        var first = await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences?pageSize=4");
        var seen = ((System.Text.Json.Nodes.JsonArray)first["occurrences"]!).Names().ToList();
        var unseen = before.Except(seen).ToArray();
        await Http.DoAsync(HttpMethod.Delete, $"/v1/{seen[0]}");
        await Http.DoAsync(HttpMethod.Delete, $"/v1/{unseen[0]}");
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        for (var token = (string?)first["nextPageToken"]; token is { Length: > 0 };)
        {
            var page = await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences?pageSize=4&pageToken={token}");
            seen.AddRange(((System.Text.Json.Nodes.JsonArray?)page["occurrences"] ?? []).Names());
            token = (string?)page["nextPageToken"];
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Empty(unseen[1..].Except(seen));
        Assert.DoesNotContain(unseen[0], seen);
    }
}
