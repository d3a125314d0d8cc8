using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Faults;

/// <summary>What the Grafeas reference server does wrong, each with the right behaviour shown here on the real binary.</summary>
public sealed class ReferenceServerFaultTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task Fault_1_filters_select_and_malformed_ones_are_refused()
    {
        var (project, note) = await CreateNoteAsync();
        await CreateAsync(project, Samples.Vulnerability(note, "https://registry.example/one@sha256:01"));
        await CreateAsync(project, Samples.Vulnerability(note, "https://registry.example/two@sha256:02"));

        var found = await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences?filter={Uri.EscapeDataString("resourceUrl=\"https://registry.example/two@sha256:02\"")}");
        Assert.Equal(["https://registry.example/two@sha256:02"], Resources(found));
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Get, $"/v1/projects/{project}/occurrences?filter={Uri.EscapeDataString("kind=\"")}");
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Get, $"/v1/projects/{project}/occurrences?filter={Uri.EscapeDataString("resorceUrl=\"x\"")}");
    }

    [Theory, InlineData("99999"), InlineData("-1"), InlineData("%00"), InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Fault_2_a_made_up_page_token_is_refused_and_harms_nobody(string token)
    {
        var project = await server.CreateProjectAsync();
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Get, $"/v1/projects/{project}/occurrences?pageToken={token}");
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Get, $"/v1/projects/{project}/notes?pageToken={token}");
        await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes");
    }

    [Fact]
    public async Task Fault_3_an_occurrence_is_not_found_through_another_project_and_stays_where_it_is()
    {
        var (project, note) = await CreateNoteAsync();
        var other = await server.CreateProjectAsync();
        var name = await CreateAsync(project, Samples.Vulnerability(note));

        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, "/v1/" + name.Replace(project, other, StringComparison.Ordinal));
        Assert.Equal(name, (string?)(await Http.DoAsync(HttpMethod.Get, "/v1/" + name))["name"]);
        Assert.Single((JsonArray)(await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences"))["occurrences"]!);
    }

    [Fact]
    public async Task Fault_4_a_project_does_not_list_what_is_in_one_whose_name_it_begins()
    {
        var (longer, note) = await CreateNoteAsync();
        var shorter = longer[..^4];
        await Http.DoAsync(HttpMethod.Post, "/v1/projects", $$"""{"name":"projects/{{shorter}}"}""");
        await CreateAsync(longer, Samples.Vulnerability(note));

        Assert.Null((await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{shorter}/notes"))["notes"]);
        Assert.Null((await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{shorter}/occurrences"))["occurrences"]);
    }

    [Fact]
    public async Task Fault_5_a_note_is_named_by_parent_and_id_whatever_its_body_says()
    {
        var project = await server.CreateProjectAsync();
        var victim = await server.CreateProjectAsync();
        var created = await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", $$"""{"name":"projects/{{victim}}/notes/planted","build":{"builderVersion":"1"} }""");

        Assert.Equal($"projects/{project}/notes/n", (string?)created["name"]);
        Assert.Null((await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{victim}/notes"))["notes"]);
    }

    [Fact]
    public async Task Fault_6_an_update_changes_what_the_mask_names_and_nothing_else()
    {
        var (project, note) = await CreateNoteAsync();
        var name = await CreateAsync(project, Samples.Vulnerability(note));
        var before = await Http.DoAsync(HttpMethod.Get, "/v1/" + name);

        await Http.DoAsync(HttpMethod.Patch, $"/v1/{name}?updateMask=remediation", """{"remediation":"upgrade","resourceUri":"ignored"}""");

        var after = await Http.DoAsync(HttpMethod.Get, "/v1/" + name);
        Assert.Equal("upgrade", (string?)after["remediation"]);
        foreach (var field in (string[])["name", "kind", "createTime", "resourceUri", "noteName", "vulnerability"])
        {
            Assert.Equal(before[field]?.ToJsonString(), after[field]?.ToJsonString());
        }

        Assert.Single((JsonArray)(await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences"))["occurrences"]!);
    }

    [Fact]
    public async Task Fault_7_a_batch_is_made_whole_or_not_at_all_and_says_which_items_are_wrong()
    {
        var project = await server.CreateProjectAsync();
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=taken", Samples.BuildNote);

        var message = await Http.FailAsync(
            409, "ALREADY_EXISTS", HttpMethod.Post, $"/v1/projects/{project}/notes:batchCreate", $$"""{"notes":{"fresh":{{Samples.BuildNote}},"taken":{{Samples.BuildNote}} } }""");

        Assert.Contains("notes[taken]", message, StringComparison.Ordinal);
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes/fresh");
    }

    [Fact]
    public async Task Fault_8_lists_of_a_note_run_beside_writers_without_standing_still()
    {
        var (project, note) = await CreateNoteAsync();
        var writers = Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 20; i++)
            {
                await CreateAsync(project, Samples.Vulnerability(note));
            }
        });
        var readers = Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var i = 0; i < 20; i++)
            {
                await Http.DoAsync(HttpMethod.Get, $"/v1/{note}/occurrences");
            }
        });
        await Task.WhenAll(writers.Concat(readers)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(160, (await ListAllAsync($"/v1/{note}/occurrences", 50)).Length);
    }

    [Fact]
    public async Task Fault_9_a_walk_through_all_pages_gives_each_record_once_and_ends()
    {
        var (project, note) = await CreateNoteAsync();
        var created = new HashSet<string>();
        for (var i = 0; i < 25; i++)
        {
            created.Add(await CreateAsync(project, Samples.Vulnerability(note)));
        }

        var walked = await ListAllAsync($"/v1/projects/{project}/occurrences", 4);
        Assert.Equal(created.Order(), walked.Order());
    }

    [Fact]
    public async Task Fault_10_an_occurrence_of_a_missing_note_is_NOT_FOUND_and_a_note_in_use_stays()
    {
        var (project, note) = await CreateNoteAsync();
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Post, $"/v1/projects/{project}/occurrences", Samples.Vulnerability($"projects/{project}/notes/absent"));
        var name = await CreateAsync(project, Samples.Vulnerability(note));
        Assert.NotNull((await Http.DoAsync(HttpMethod.Get, "/v1/" + name))["updateTime"]);
        Assert.Contains(name, await Http.FailAsync(400, "FAILED_PRECONDITION", HttpMethod.Delete, "/v1/" + note), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_11_a_project_must_exist_and_takes_all_that_is_in_it_along()
    {
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Post, "/v1/projects/nowhere/notes?noteId=n", Samples.BuildNote);
        var (project, note) = await CreateNoteAsync();
        var name = await CreateAsync(project, Samples.Vulnerability(note));

        Assert.Equal("{}", (await Http.DoAsync(HttpMethod.Delete, $"/v1/projects/{project}")).ToJsonString());

        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, "/v1/" + name);
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, "/v1/" + note);
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}");
    }

    [Fact]
    public async Task Fault_12_kind_is_derived_and_must_agree_and_the_summary_counts()
    {
        var (project, note) = await CreateNoteAsync();
        var created = await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/occurrences", Samples.Vulnerability(note));
        Assert.Equal("VULNERABILITY", (string?)created["kind"]);
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=x", """{"kind":"IMAGE","build":{"builderVersion":"1"}}""");
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=build", Samples.BuildNote);
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/occurrences", Samples.Vulnerability($"projects/{project}/notes/build"));

        var counts = (JsonArray)(await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences:vulnerabilitySummary"))["counts"]!;
        Assert.Equal(["HIGH 1", " 1"], counts.Select(c => $"{(string?)c!["severity"]} {(string?)c["totalCount"]}"));

        await Http.DoAsync(HttpMethod.Patch, $"/v1/{(string)created["name"]!}?updateMask=vulnerability.vexAssessment", """{"vulnerability":{"vexAssessment":{"state":"FIXED"}}}""");
        Assert.Null((await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences:vulnerabilitySummary"))["counts"]);
    }

    [Fact]
    public async Task Fault_13_errors_come_in_the_envelope_with_the_HTTP_code()
    {
        // FailAsync checks envelope, code and status.
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, "/v1/projects/default/notes/absent");
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, "/v1/nothing/here");
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, "/v1/projects/default/notes?noteId=n", "{");
    }

    private Task<(string Project, string Note)> CreateNoteAsync() => Http.CreateNoteAsync();

    private Task<string> CreateAsync(string project, string occurrence) => Http.CreateOccurrenceAsync(project, occurrence);

    private async Task<string[]> ListAllAsync(string path, int pageSize) => (await Http.ListAllAsync(path, pageSize: pageSize)).Names();

    private static IEnumerable<string> Resources(JsonNode list) => ((JsonArray)list["occurrences"]!).Select(o => (string)o!["resourceUri"]!);
}
