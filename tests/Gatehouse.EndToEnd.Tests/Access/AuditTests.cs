using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>Every write and every refusal stands in the audit, for those who may read it.</summary>
public sealed class AuditTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task Every_write_is_recorded_with_who_from_where_what_and_its_revision()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var occurrence = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        await Http.DoAsync(HttpMethod.Patch, $"/v1/{note}?updateMask=shortDescription", """{"shortDescription":"other"}""");
        await Http.GrantAsync(note, AccessCalls.Viewer, "user:ann@example.com");
        await Http.DoAsync(HttpMethod.Delete, $"/v1/{occurrence}");
        await Http.DoAsync(HttpMethod.Delete, $"/v1/{note}");
        await Http.DoAsync(HttpMethod.Delete, $"/v1/projects/{project}");

        var records = await Http.ListAllAsync($"/v1/audit?parent=projects/{project}", "records", pageSize: 2);
        records.Reverse();
        Assert.Equal(
            [
                ("gatehouse.projects.create", $"projects/{project}"), ("containeranalysis.notes.create", note), ("containeranalysis.occurrences.create", occurrence),
                ("containeranalysis.notes.update", note), ("containeranalysis.notes.setIamPolicy", note), ("containeranalysis.occurrences.delete", occurrence),
                ("containeranalysis.notes.delete", note), ("gatehouse.projects.delete", $"projects/{project}"),
            ],
            records.Select(r => ((string)r["action"]!, (string)r["resource"]!)).Distinct());
        Assert.All(records, r => Assert.Equal(("serviceAccount:gatehouse-admin", "127.0.0.1", "OK"), ((string)r["principal"]!, (string)r["address"]!, (string)r["outcome"]!)));
        var revisions = records.Select(r => long.Parse((string)r["revision"]!, null)).ToArray();
        Assert.Equal(revisions.Order().Distinct(), revisions);
    }

    [Fact]
    public async Task Every_refusal_is_recorded_with_what_was_missing()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var principal = AccessCalls.NewPrincipal();
        await Http.GrantAsync($"projects/{project}", "roles/containeranalysis.notes.viewer", principal);
        using var http = await server.ClientOfAsync(principal);
        using var outsider = await server.ClientOfAsync(AccessCalls.NewPrincipal());
        using var anonymous = server.AnonymousClient();
        await http.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Delete, $"/v1/{note}");
        await outsider.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/{note}");
        await anonymous.FailAsync(401, "UNAUTHENTICATED", HttpMethod.Get, $"/v1/{note}");

        List<JsonNode> records = [];
        await Eventually.Async(async () => (records = await Http.ListAllAsync($"/v1/audit?parent=projects/{project}&resource={note}", "records")).Count == 4);
        var refusals = records.Where(r => (string)r["outcome"]! != "OK").ToDictionary(r => (string)r["outcome"]!);
        Assert.Equal((principal, "containeranalysis.notes.delete", "127.0.0.1"), Of(refusals["PERMISSION_DENIED"]));
        Assert.Equal("containeranalysis.notes.get", (string)refusals["NOT_FOUND"]["action"]!);
        Assert.Equal(("allUsers", "containeranalysis.notes.get", "127.0.0.1"), Of(refusals["UNAUTHENTICATED"]));
        Assert.All(refusals.Values, r => Assert.Contains("is not granted", (string)r["reason"]!, StringComparison.Ordinal));

        var denied = await Http.ListAllAsync($"/v1/audit?parent=projects/{project}&principal={Uri.EscapeDataString(principal)}&outcome=PERMISSION_DENIED", "records");
        Assert.Equal(note, (string)Assert.Single(denied)["resource"]!);
        Assert.Empty(await Http.ListAllAsync($"/v1/audit?parent=projects/{project}&since={Uri.EscapeDataString(DateTimeOffset.Now.AddHours(1).ToString("O", null))}", "records"));
        static (string, string, string) Of(JsonNode r) => ((string)r["principal"]!, (string)r["action"]!, (string)r["address"]!);
    }

    [Fact]
    public async Task A_credential_that_proves_nothing_is_recorded_without_its_text()
    {
        var text = $"gh_{Guid.NewGuid():N}";
        using var http = server.Process.CreateHttpClient(text);
        await http.FailAsync(401, "UNAUTHENTICATED", HttpMethod.Get, "/v1/projects/default");
        List<JsonNode> records = [];
        await Eventually.Async(async () => (records = (await Http.ListAllAsync("/v1/audit?outcome=UNAUTHENTICATED", "records")).FindAll(r => (string)r["action"]! == "gatehouse.authenticate")).Count > 0);
        Assert.Equal("127.0.0.1", (string)records[0]["address"]!);
        Assert.DoesNotContain(text, string.Concat(records.Select(r => r.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_is_paged_whole_newest_first_while_more_is_written()
    {
        var project = await server.CreateProjectAsync();
        for (var i = 0; i < 15; i++)
        {
            await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n-{i}", Samples.VulnerabilityNote);
        }

        var first = await Http.DoAsync(HttpMethod.Get, $"/v1/audit?parent=projects/{project}&pageSize=5");
        Assert.Equal(5, first["records"]!.AsArray().Count);
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=later", Samples.VulnerabilityNote);
        var rest = await Http.ListAllAsync($"/v1/audit?parent=projects/{project}&pageToken={first["nextPageToken"]}", "records", pageSize: 4);
        Assert.NotEmpty(rest);
        var all = await Http.ListAllAsync($"/v1/audit?parent=projects/{project}", "records", pageSize: 3);
        Assert.Equal(17, all.Count);
        var revisions = all.Select(r => long.Parse((string)r["revision"]!, null)).ToArray();
        Assert.Equal(revisions.OrderDescending(), revisions);
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Get, "/v1/audit?pageToken=nonsense&pageSize=-1");
    }

    [Fact]
    public async Task Reading_the_audit_takes_a_permission_of_its_own_and_of_its_own_project()
    {
        var (project, other) = (await server.CreateProjectAsync(), await server.CreateProjectAsync());
        var (viewer, owner, auditor) = (AccessCalls.NewPrincipal(), AccessCalls.NewPrincipal(), AccessCalls.NewPrincipal());
        await Http.GrantAsync($"projects/{project}", AccessCalls.Viewer, viewer);
        await Http.GrantAsync($"projects/{project}", AccessCalls.Owner, owner);
        await Http.GrantAsync("server", "roles/gatehouse.auditor", auditor);
        using var one = await server.ClientOfAsync(viewer);
        Assert.Contains("gatehouse.audit.list", await one.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Get, $"/v1/audit?parent=projects/{project}"), StringComparison.Ordinal);
        using var two = await server.ClientOfAsync(owner);
        Assert.All(await two.ListAllAsync($"/v1/audit?parent=projects/{project}", "records"), r => Assert.StartsWith($"projects/{project}", (string)r["resource"]!, StringComparison.Ordinal));
        await two.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/audit?parent=projects/{other}");
        await two.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Get, "/v1/audit");
        using var three = await server.ClientOfAsync(auditor);
        Assert.NotEmpty(await three.ListAllAsync("/v1/audit", "records"));
        await three.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", Samples.VulnerabilityNote);
    }
}
