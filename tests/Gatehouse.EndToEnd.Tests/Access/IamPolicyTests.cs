using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;
using Gatehouse.Grafeas.ContainerAnalysis;
using Gatehouse.Grafeas.Iam;
using Grpc.Core;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>Policies on projects, notes and occurrences as google.iam.v1 has them, and what they let callers do.</summary>
public sealed class IamPolicyTests(SharedServer server) : IClassFixture<SharedServer>
{
    private const string Everything = """{"permissions":["containeranalysis.notes.get","containeranalysis.notes.list","containeranalysis.notes.attachOccurrence","containeranalysis.occurrences.get","containeranalysis.occurrences.list","gatehouse.projects.get"]}""";

    private HttpClient Http => server.Http;

    [Theory, InlineData("project"), InlineData("note"), InlineData("occurrence")]
    public async Task A_policy_is_set_read_and_tested_on_every_kind_of_resource(string kind)
    {
        var resource = await CreateAsync(kind);
        var principal = AccessCalls.NewPrincipal();
        var empty = await Http.DoAsync(HttpMethod.Post, $"/v1/{resource}:getIamPolicy", "{}");
        Assert.Null(empty["bindings"]);
        var set = await Http.DoAsync(HttpMethod.Post, $"/v1/{resource}:setIamPolicy", Render("roles/containeranalysis.editor", principal, (string)empty["etag"]!));
        var read = await Http.DoAsync(HttpMethod.Post, $"/v1/{resource}:getIamPolicy", "{}");
        Assert.Equal(set.ToJsonString(), read.ToJsonString());
        Assert.Equal(principal, (string)read["bindings"]![0]!["members"]![0]!);
        Assert.NotEqual((string)empty["etag"]!, (string)read["etag"]!);

        using var http = await server.ClientOfAsync(principal);
        var held = (await http.DoAsync(HttpMethod.Post, $"/v1/{resource}:testIamPermissions", Everything))["permissions"]!.AsArray().Select(p => (string)p!);
        Assert.Contains("containeranalysis.notes.get", held);
        var (status, _) = await http.AskAsync(HttpMethod.Get, $"/v1/{resource}");
        Assert.Equal(200, status);

        await Http.DoAsync(HttpMethod.Post, $"/v1/{resource}:setIamPolicy", $$$"""{"policy":{"etag":"{{{(string)read["etag"]!}}}"}}""");
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/{resource}");
    }

    [Theory, InlineData("project"), InlineData("note"), InlineData("occurrence")]
    public async Task Of_concurrent_sets_with_one_etag_one_wins_and_the_others_are_told(string kind)
    {
        var resource = await CreateAsync(kind);
        var etag = (string)(await Http.DoAsync(HttpMethod.Post, $"/v1/{resource}:getIamPolicy", "{}"))["etag"]!;
        var sets = Enumerable.Range(0, 12).Select(i => Http.SendJsonAsync(HttpMethod.Post, $"/v1/{resource}:setIamPolicy", Render(AccessCalls.Viewer, $"serviceAccount:racer-{i}", etag)));
        var answers = await Task.WhenAll(sets);
        var winner = Assert.Single(answers, a => a.Status == System.Net.HttpStatusCode.OK);
        Assert.All(answers.Where(a => a != winner), a => Assert.Equal(("ABORTED", 409), ((string)a.Body["error"]!["status"]!, (int)a.Status)));
        var stored = await Http.DoAsync(HttpMethod.Post, $"/v1/{resource}:getIamPolicy", "{}");
        Assert.Equal(winner.Body.ToJsonString(), stored.ToJsonString());
    }

    [Fact]
    public async Task Concurrent_grants_all_count()
    {
        var resource = await CreateAsync("project");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Http.GrantAsync(resource, AccessCalls.Viewer, $"serviceAccount:granted-{i}")));
        var stored = await Http.DoAsync(HttpMethod.Post, $"/v1/{resource}:getIamPolicy", "{}");
        Assert.Equal(8, stored["bindings"]![0]!["members"]!.AsArray().Count);
    }

    [Theory, InlineData("AAAAAAAAAAE="), InlineData("eA==")]
    public async Task An_etag_of_another_policy_is_aborted(string etag)
    {
        var resource = await CreateAsync("note");
        Assert.Contains("has changed", await Http.FailAsync(409, "ABORTED", HttpMethod.Post, $"/v1/{resource}:setIamPolicy", Render(AccessCalls.Viewer, "serviceAccount:x", etag)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_evaluated_is_refused_with_its_place_and_nothing_is_granted()
    {
        var resource = await CreateAsync("note");
        var message = await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/{resource}:setIamPolicy", """
            {"policy":{"version":3,"bindings":[{"role":"roles/gatehouse.viewer","members":["user:ann@example.com"]},
              {"role":"roles/gatehouse.viewer","members":["user:bob@example.com"],"condition":{"expression":"request.time < timstamp('2030-01-01T00:00:00Z')"}}]}}
            """);
        Assert.Contains("policy.bindings[1].condition.expression: 1:", message, StringComparison.Ordinal);
        Assert.Null((await Http.DoAsync(HttpMethod.Post, $"/v1/{resource}:getIamPolicy", "{}"))["bindings"]);
    }

    [Fact]
    public async Task A_condition_opens_what_it_names_and_why_tells_what_it_keeps_closed()
    {
        var (project, _) = await Http.CreateNoteAsync();
        foreach (var id in (string[])["public-n", "secret-n"])
        {
            await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId={id}", Samples.BuildNote);
        }

        var principal = AccessCalls.NewPrincipal();
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}:setIamPolicy", $$$"""
            {"policy":{"version":3,"bindings":[{"role":"{{{AccessCalls.Viewer}}}","members":["{{{principal}}}"],
              "condition":{"title":"public","expression":"resource.name.startsWith('projects/{{{project}}}/notes/public-')"}}]}}
            """);

        using var http = await server.ClientOfAsync(principal);
        await http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes/public-n");
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes/secret-n");
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes");
        var why = await Http.DoAsync(HttpMethod.Get, $"/v1/access:why?permission=containeranalysis.notes.get&principal={principal}&resource=projects/{project}/notes/secret-n");
        Assert.Equal("it is false", (string?)why["unmet"]![0]!["obstacle"]);
        Assert.Contains("\"public\"", (string?)why["unmet"]![0]!["grant"]!["condition"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_with_conditions_needs_version_3_also_to_be_replaced()
    {
        var resource = await CreateAsync("note");
        var path = $"/v1/{resource}:setIamPolicy";
        string Policy(int version, string condition) =>
            $$$"""{"policy":{"version":{{{version}}},"bindings":[{"role":"roles/gatehouse.viewer","members":["user:ann@example.com"]{{{condition}}}}]}}""";
        const string condition = ""","condition":{"title":"early","description":"d","expression":"request.time < timestamp('2130-01-01T00:00:00Z')"}""";

        Assert.Contains("version", await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, path, Policy(1, condition)), StringComparison.Ordinal);
        await Http.DoAsync(HttpMethod.Post, path, Policy(3, condition));
        var stored = await Http.DoAsync(HttpMethod.Post, $"/v1/{resource}:getIamPolicy", "{}");
        Assert.Equal((3, "early", "d"), ((int)stored["version"]!, (string?)stored["bindings"]![0]!["condition"]!["title"], (string?)stored["bindings"]![0]!["condition"]!["description"]));
        Assert.Contains("has conditions", await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, path, Policy(1, "")), StringComparison.Ordinal);
        await Http.DoAsync(HttpMethod.Post, path, Policy(3, ""));
    }

    [Fact]
    public async Task All_mistakes_of_a_policy_are_told_together()
    {
        var resource = await CreateAsync("note");
        var message = await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/{resource}:setIamPolicy", """
            {"policy":{"version":2,"bindings":[{"role":"roles/gatehouse.viewr","members":["ann@example.com","usr:ann"]},{"role":"roles/gatehouse.viewer"}],"auditConfigs":[{"service":"x"}]},"updateMask":"bindings,owner"}
            """);
        Assert.All(
            (string[])["policy.version", "bindings[0].role", "roles/gatehouse.viewer", "bindings[0].members[0]", "bindings[0].members[1]", "bindings[1].members", "audit_configs", "owner"],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_server_is_never_left_without_an_administrator() =>
        Assert.Contains("administrator", await Http.FailAsync(400, "FAILED_PRECONDITION", HttpMethod.Post, "/v1/access:revoke",
            """{"resource":"server","role":"roles/gatehouse.admin","member":"serviceAccount:gatehouse-admin"}"""), StringComparison.Ordinal);

    [Fact]
    public async Task A_policy_goes_with_its_resource()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var principal = AccessCalls.NewPrincipal();
        await Http.GrantAsync(note, AccessCalls.Viewer, principal);
        using var http = await server.ClientOfAsync(principal);
        await http.DoAsync(HttpMethod.Get, $"/v1/{note}");
        await Http.DoAsync(HttpMethod.Delete, $"/v1/{note}");
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=CVE-2026-1", Samples.VulnerabilityNote);
        await Eventually.Async(async () => (await http.AskAsync(HttpMethod.Get, $"/v1/{note}")).Status == 404);
        Assert.Null((await Http.DoAsync(HttpMethod.Post, $"/v1/{note}:getIamPolicy", "{}"))["bindings"]);
    }

    [Fact]
    public async Task Only_who_may_attach_to_the_note_attests_with_it()
    {
        var (_, note) = await Http.CreateNoteAsync();
        var consumer = await server.CreateProjectAsync();
        var (attestor, other) = (AccessCalls.NewPrincipal(), AccessCalls.NewPrincipal());
        await Http.GrantAsync($"projects/{consumer}", AccessCalls.OccurrencesEditor, attestor);
        await Http.GrantAsync($"projects/{consumer}", AccessCalls.OccurrencesEditor, other);
        await Http.GrantAsync(note, AccessCalls.Attacher, attestor);
        using var attesting = await server.ClientOfAsync(attestor);
        using var trying = await server.ClientOfAsync(other);
        var occurrence = await attesting.CreateOccurrenceAsync(consumer, Samples.Vulnerability(note));

        await trying.FailAsync(404, "NOT_FOUND", HttpMethod.Post, $"/v1/projects/{consumer}/occurrences", Samples.Vulnerability(note));
        await trying.FailAsync(404, "NOT_FOUND", HttpMethod.Patch, $"/v1/{occurrence}?updateMask=remediation", """{"remediation":"none"}""");
        await trying.FailAsync(404, "NOT_FOUND", HttpMethod.Delete, $"/v1/{occurrence}");
        var batch = new JsonObject { ["occurrences"] = new JsonArray(JsonNode.Parse(Samples.Vulnerability(note)), JsonNode.Parse(Samples.Vulnerability(note))) };
        var message = await trying.FailAsync(404, "NOT_FOUND", HttpMethod.Post, $"/v1/projects/{consumer}/occurrences:batchCreate", batch.ToJsonString());
        Assert.Contains("occurrences[0]", message, StringComparison.Ordinal);
        Assert.Contains("occurrences[1]", message, StringComparison.Ordinal);
        // Reading the note by way of one's own occurrence is what a consumer may.
        await trying.DoAsync(HttpMethod.Get, $"/v1/{occurrence}/notes");
        await trying.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/{note}");

        await Http.GrantAsync(note, "roles/containeranalysis.notes.viewer", other);
        var denied = await trying.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Post, $"/v1/projects/{consumer}/occurrences", Samples.Vulnerability(note));
        Assert.Contains("containeranalysis.notes.attachOccurrence", denied, StringComparison.Ordinal);
        Assert.Single(await Http.ListAllAsync($"/v1/{note}/occurrences"));
        await Http.RevokeAsync(note, AccessCalls.Attacher, attestor);
        await attesting.FailAsync(404, "NOT_FOUND", HttpMethod.Post, $"/v1/projects/{consumer}/occurrences", Samples.Vulnerability(note));
    }

    [Theory]
    [InlineData("GET", "projects/{0}", null)]
    [InlineData("GET", "projects/{0}/notes/CVE-2026-1", null)]
    [InlineData("GET", "projects/{0}/notes", null)]
    [InlineData("GET", "projects/{0}/occurrences", null)]
    [InlineData("GET", "projects/{0}/occurrences/x", null)]
    [InlineData("GET", "projects/{0}/occurrences/x/notes", null)]
    [InlineData("GET", "projects/{0}/notes/CVE-2026-1/occurrences", null)]
    [InlineData("GET", "projects/{0}/occurrences:vulnerabilitySummary", null)]
    [InlineData("GET", "projects/{0}/changes", null)]
    [InlineData("GET", "changes?parent=projects/{0}", null)]
    [InlineData("GET", "audit?parent=projects/{0}", null)]
    [InlineData("GET", "projects/{0}:export", null)]
    [InlineData("GET", "projects/{0}/subscriptions", null)]
    [InlineData("GET", "access:whoCan?permission=containeranalysis.notes.get&resource=projects/{0}/notes/CVE-2026-1", null)]
    [InlineData("POST", "projects/{0}/notes?noteId=n", Samples.VulnerabilityNote)]
    [InlineData("PATCH", "projects/{0}/notes/CVE-2026-1", Samples.VulnerabilityNote)]
    [InlineData("DELETE", "projects/{0}/notes/CVE-2026-1", null)]
    [InlineData("DELETE", "projects/{0}", null)]
    [InlineData("POST", "projects/{0}/notes/CVE-2026-1:getIamPolicy", "{}")]
    [InlineData("POST", "projects/{0}/notes/CVE-2026-1:setIamPolicy", """{"policy":{}}""")]
    [InlineData("POST", "projects/{0}/notes/CVE-2026-1:testIamPermissions", Everything)]
    [InlineData("POST", "projects/{0}:testIamPermissions", Everything)]
    public async Task An_outsider_gets_the_same_bytes_whether_or_not_a_resource_exists(string method, string path, string? body)
    {
        using var outsider = await server.ClientOfAsync(AccessCalls.NewPrincipal());
        using var anonymous = server.AnonymousClient();
        var project = $"p-{Guid.NewGuid():N}";
        var address = $"/v1/{path.Replace("{0}", project, StringComparison.Ordinal)}";
        var missing = (await outsider.AskAsync(new(method), address, body), await anonymous.AskAsync(new(method), address, body));
        await Http.DoAsync(HttpMethod.Post, "/v1/projects", $$"""{"name":"projects/{{project}}"}""");
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=CVE-2026-1", Samples.VulnerabilityNote);
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability($"projects/{project}/notes/CVE-2026-1"));
        var present = (await outsider.AskAsync(new(method), address, body), await anonymous.AskAsync(new(method), address, body));
        Assert.Equal(missing, present);
        Assert.Equal((404, 401), (present.Item1.Status, present.Item2.Status));
    }

    [Fact]
    public async Task An_attestor_learns_nothing_of_other_notes_in_the_project_of_its_own()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var principal = AccessCalls.NewPrincipal();
        await Http.GrantAsync(note, AccessCalls.Attacher, principal);
        using var http = await server.ClientOfAsync(principal);
        var missing = await http.AskAsync(HttpMethod.Get, $"/v1/projects/{project}/notes/other");
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=other", Samples.VulnerabilityNote);
        Assert.Equal(missing, await http.AskAsync(HttpMethod.Get, $"/v1/projects/{project}/notes/other"));
        Assert.Equal(404, missing.Status);
    }

    [Fact]
    public async Task Who_may_list_learns_that_a_resource_is_missing()
    {
        var project = await server.CreateProjectAsync();
        var principal = AccessCalls.NewPrincipal();
        await Http.GrantAsync($"projects/{project}", "roles/containeranalysis.notes.viewer", principal);
        using var http = await server.ClientOfAsync(principal);
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Post, $"/v1/projects/{project}/notes/none:setIamPolicy", """{"policy":{}}""");
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes/none");
        await http.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Get, $"/v1/projects/{project}/occurrences/none");
    }

    [Fact]
    public async Task A_refusal_names_the_permission_the_roles_and_to_who_may_know_who_gives_them()
    {
        var project = await server.CreateProjectAsync();
        var (owner, ignorant, knowing) = (AccessCalls.NewPrincipal(), AccessCalls.NewPrincipal(), AccessCalls.NewPrincipal());
        await Http.GrantAsync($"projects/{project}", AccessCalls.Owner, owner);
        await Http.GrantAsync($"projects/{project}", "roles/containeranalysis.notes.viewer", ignorant);
        await Http.GrantAsync($"projects/{project}", AccessCalls.Viewer, knowing);
        using var one = await server.ClientOfAsync(ignorant);
        var message = await one.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", Samples.VulnerabilityNote);
        Assert.Contains("containeranalysis.notes.create", message, StringComparison.Ordinal);
        Assert.Contains("roles/containeranalysis.notes.editor", message, StringComparison.Ordinal);
        Assert.Contains("gatehouse.projects.setIamPolicy", message, StringComparison.Ordinal);
        Assert.DoesNotContain(owner, message, StringComparison.Ordinal);
        using var two = await server.ClientOfAsync(knowing);
        var (status, body) = await two.AskAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", Samples.VulnerabilityNote);
        Assert.Equal(403, status);
        Assert.Contains(owner, body, StringComparison.Ordinal);
        var info = JsonNode.Parse(body)!["error"]!["details"]!.AsArray().Single(d => ((string)d!["@type"]!).EndsWith("ErrorInfo", StringComparison.Ordinal))!;
        Assert.Equal("containeranalysis.notes.create", (string)info["metadata"]!["permission"]!);
        Assert.Equal($"projects/{project}", (string)info["metadata"]!["resource"]!);
    }

    [Fact]
    public async Task Google_s_client_speaks_the_same_over_gRPC()
    {
        var note = await CreateAsync("note");
        using var channel = server.Process.CreateChannel();
        var client = new ContainerAnalysis.ContainerAnalysisClient(channel);
        var stop = TestContext.Current.CancellationToken;
        var policy = await client.GetIamPolicyAsync(new GetIamPolicyRequest { Resource = note }, cancellationToken: stop);
        policy.Bindings.Add(new Binding { Role = AccessCalls.Viewer, Members = { "user:ann@example.com" } });
        var set = await client.SetIamPolicyAsync(new SetIamPolicyRequest { Resource = note, Policy = policy }, cancellationToken: stop);
        Assert.Equal(set, await client.GetIamPolicyAsync(new GetIamPolicyRequest { Resource = note }, cancellationToken: stop));
        var stale = await Assert.ThrowsAsync<RpcException>(async () => await client.SetIamPolicyAsync(new SetIamPolicyRequest { Resource = note, Policy = policy }, cancellationToken: stop));
        Assert.Equal(StatusCode.Aborted, stale.StatusCode);
        var tested = await client.TestIamPermissionsAsync(new TestIamPermissionsRequest { Resource = note, Permissions = { "containeranalysis.notes.get" } }, cancellationToken: stop);
        Assert.Equal(["containeranalysis.notes.get"], tested.Permissions);
        using var nobody = server.Process.CreateChannel("gh_nonsense");
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await new ContainerAnalysis.ContainerAnalysisClient(nobody).GetIamPolicyAsync(new GetIamPolicyRequest { Resource = note }, cancellationToken: stop));
        Assert.Equal((StatusCode.Unauthenticated, "the credential is not valid"), (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task Anonymous_callers_get_what_a_policy_gives_all_users_and_no_more()
    {
        var (project, note) = await Http.CreateNoteAsync();
        await Http.GrantAsync(note, "roles/containeranalysis.notes.viewer", "allUsers");
        using var anonymous = server.AnonymousClient();
        await anonymous.DoAsync(HttpMethod.Get, $"/v1/{note}");
        await anonymous.FailAsync(401, "UNAUTHENTICATED", HttpMethod.Delete, $"/v1/{note}");
        await anonymous.FailAsync(401, "UNAUTHENTICATED", HttpMethod.Get, $"/v1/projects/{project}");
    }

    private async Task<string> CreateAsync(string kind)
    {
        var (project, note) = await Http.CreateNoteAsync();
        return kind switch
        {
            "project" => $"projects/{project}",
            "note" => note,
            _ => await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note)),
        };
    }

    private static string Render(string role, string member, string etag) => new JsonObject
    {
        ["policy"] = new JsonObject { ["etag"] = etag, ["bindings"] = new JsonArray(new JsonObject { ["role"] = role, ["members"] = new JsonArray(member) }) },
    }.ToJsonString();
}
