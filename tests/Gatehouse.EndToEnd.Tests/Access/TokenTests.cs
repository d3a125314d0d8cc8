using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Live;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>API tokens over the wire.</summary>
public sealed class TokenTests(SharedServer server) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_text_is_shown_once_and_nowhere_kept()
    {
        var created = await server.Http.CreateTokenAsync(AccessCalls.NewPrincipal());
        var text = (string)created["text"]!;
        Assert.StartsWith("gh_", text, StringComparison.Ordinal);

        var listed = await server.Http.ListAllAsync("/v1/tokens", "tokens");
        Assert.Contains((string)created["token"]!["name"]!, listed.Names());
        Assert.DoesNotContain(text, string.Concat(listed.Select(t => t.ToJsonString())), StringComparison.Ordinal);
        var audit = await server.Http.ListAllAsync("/v1/audit", "records");
        Assert.DoesNotContain(text, string.Concat(audit.Select(t => t.ToJsonString())), StringComparison.Ordinal);
        Assert.DoesNotContain(text, server.Process.Log, StringComparison.Ordinal);
        // The administrator's token stands in its own file, by intent; no token stands in the store.
        var needles = new[] { text, server.Process.Token }.Select(Encoding.ASCII.GetBytes).ToArray();
        foreach (var file in Directory.EnumerateFiles(server.Process.Directory, "gatehouse.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
            Assert.All(needles, needle => Assert.True(content.GetBuffer().AsSpan(0, (int)content.Length).IndexOf(needle) < 0, $"{file} holds a token in clear"));
        }
    }

    [Fact]
    public async Task A_token_expires()
    {
        var text = (string)(await server.Http.CreateTokenAsync(AccessCalls.NewPrincipal(), "ttl=2s"))["text"]!;
        Assert.Equal(404, await AskAsync(text));
        await Eventually.Async(async () => await AskAsync(text) == 401);
    }

    [Theory, InlineData("0s"), InlineData("-5s"), InlineData("0.5s"), InlineData("31622401s"), InlineData("315576000000s")]
    public async Task A_life_out_of_range_is_refused(string ttl)
    {
        var (status, body) = await server.Http.AskAsync(HttpMethod.Post, $"/v1/tokens?ttl={ttl}", """{"principal":"serviceAccount:x","displayName":"x"}""");
        Assert.True(status == 400, body);
        Assert.Contains("ttl", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_token_stops_at_once()
    {
        var created = await server.Http.CreateTokenAsync(AccessCalls.NewPrincipal());
        var text = (string)created["text"]!;
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(404, await AskAsync(text));
        }

        await server.Http.DoAsync(HttpMethod.Delete, $"/v1/{created["token"]!["name"]}");
        Assert.Equal(401, await AskAsync(text));
        await server.Http.FailAsync(404, "NOT_FOUND", HttpMethod.Delete, $"/v1/{created["token"]!["name"]}");
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        var (principal, project) = (AccessCalls.NewPrincipal(), await server.CreateProjectAsync());
        await server.Http.GrantAsync($"projects/{project}", AccessCalls.Viewer, principal);
        var created = await server.Http.CreateTokenAsync(principal);
        await using var stream = await EventStream.OpenAsync(server.Process, $"parent=projects/{project}", token: (string)created["text"]!);
        await server.Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=before", Samples.VulnerabilityNote);
        Assert.Equal($"projects/{project}/notes/before", (string)(await stream.ReadAsync())!["name"]!);

        await server.Http.DoAsync(HttpMethod.Delete, $"/v1/{created["token"]!["name"]}");
        await server.Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=after", Samples.VulnerabilityNote);
        Assert.Null(await stream.ReadAsync());
    }

    [Fact]
    public async Task A_stream_ends_with_the_role_of_its_reader()
    {
        var (principal, project) = (AccessCalls.NewPrincipal(), await server.CreateProjectAsync());
        await server.Http.GrantAsync($"projects/{project}", AccessCalls.Viewer, principal);
        await using var stream = await EventStream.OpenAsync(server.Process, $"parent=projects/{project}", token: (string)(await server.Http.CreateTokenAsync(principal))["text"]!);
        await server.Http.RevokeAsync($"projects/{project}", AccessCalls.Viewer, principal);
        await server.Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=after", Samples.VulnerabilityNote);
        Assert.Null(await stream.ReadAsync());
    }

    [Fact]
    public async Task A_scope_takes_away_and_never_gives()
    {
        var (principal, project, other) = (AccessCalls.NewPrincipal(), await server.CreateProjectAsync(), await server.CreateProjectAsync());
        await server.Http.GrantAsync($"projects/{project}", AccessCalls.Editor, principal);
        await server.Http.GrantAsync($"projects/{other}", AccessCalls.Editor, principal);
        using var limited = await server.ClientOfAsync(principal, "roles/containeranalysis.notes.viewer", $"projects/{project}");
        await limited.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes");
        await limited.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{other}/notes");
        var message = await limited.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", Samples.VulnerabilityNote);
        Assert.Contains("containeranalysis.notes.create", message, StringComparison.Ordinal);
        Assert.Contains("limited to", message, StringComparison.Ordinal);

        using var boastful = await server.ClientOfAsync(AccessCalls.NewPrincipal(), "roles/gatehouse.admin");
        await boastful.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}");
    }

    [Fact]
    public async Task A_watch_needs_what_a_list_needs()
    {
        var (principal, project) = (AccessCalls.NewPrincipal(), await server.CreateProjectAsync());
        await server.Http.GrantAsync($"projects/{project}", AccessCalls.Viewer, principal);
        using var limited = await server.ClientOfAsync(principal, "gatehouse.changes.watch");
        var message = await limited.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Get, $"/v1/changes?parent=projects/{project}&includeRecord=true");
        Assert.Contains("containeranalysis.notes.list", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limited_token_makes_lists_and_ends_none()
    {
        var principal = AccessCalls.NewPrincipal();
        var full = await server.Http.CreateTokenAsync(principal);
        using var limited = await server.ClientOfAsync(principal, "containeranalysis.notes.get");
        await limited.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Post, "/v1/tokens", """{"displayName":"more"}""");
        await limited.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Get, "/v1/tokens");
        await limited.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Delete, $"/v1/{full["token"]!["name"]}");
        Assert.Equal(404, await AskAsync((string)full["text"]!));
    }

    [Fact]
    public async Task Everybody_makes_sees_and_ends_tokens_of_his_own_only()
    {
        var (principal, other) = (AccessCalls.NewPrincipal(), AccessCalls.NewPrincipal());
        using var http = await server.ClientOfAsync(principal);
        var own = await http.CreateTokenAsync(principal);
        var foreign = await server.Http.CreateTokenAsync(other);
        await http.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Post, "/v1/tokens", $$"""{"displayName":"x","principal":"{{other}}"}""");
        await http.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Post, "/v1/tokens", $$"""{"displayName":"x","principal":"{{principal}}","groups":["group:admins"]}""");
        await http.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Delete, $"/v1/{foreign["token"]!["name"]}");
        // One that does not exist gets the same answer.
        await http.FailAsync(403, "PERMISSION_DENIED", HttpMethod.Delete, "/v1/tokens/0123456789abcdef");
        var listed = await http.ListAllAsync("/v1/tokens", "tokens", pageSize: 1);
        Assert.Equal(2, listed.Count);
        Assert.All(listed, token => Assert.Equal(principal, (string)token["principal"]!));
        await http.DoAsync(HttpMethod.Delete, $"/v1/{own["token"]!["name"]}");
    }

    [Fact]
    public async Task Pages_of_own_tokens_are_full_however_many_others_there_are()
    {
        var principal = AccessCalls.NewPrincipal();
        for (var i = 0; i < 6; i++)
        {
            await server.Http.CreateTokenAsync(principal);
            await server.Http.CreateTokenAsync(AccessCalls.NewPrincipal());
        }

        using var http = await server.ClientOfAsync(principal);
        var first = await http.DoAsync(HttpMethod.Get, "/v1/tokens?pageSize=4");
        Assert.Equal(4, ((JsonArray)first["tokens"]!).Count);
        var second = await http.DoAsync(HttpMethod.Get, $"/v1/tokens?pageSize=4&pageToken={first["nextPageToken"]}");
        Assert.Equal(3, ((JsonArray)second["tokens"]!).Count);
        Assert.Equal("", (string?)second["nextPageToken"] ?? "");
    }

    [Fact]
    public async Task Mistakes_are_told_all_at_once()
    {
        var (status, body) = await server.Http.AskAsync(HttpMethod.Post, "/v1/tokens?ttl=0s", """{"displayName":"","principal":"group:x","groups":["user:a"],"scopes":["roles/gatehouse.view"]}""");
        Assert.Equal(400, status);
        Assert.All(
            (string[])["token.display_name", "token.principal", "token.groups[0]", "token.scopes[0]", "roles/gatehouse.viewer", "ttl"],
            part => Assert.Contains(part, body, StringComparison.Ordinal));
    }

    [Theory, InlineData("gh_"), InlineData("gh_0000000000000000000000000000000000000000000000000"), InlineData("Basic")]
    public async Task What_is_not_a_token_is_refused(string text) => Assert.Equal(401, await AskAsync(text));

    private async Task<int> AskAsync(string token)
    {
        using var http = server.Process.CreateHttpClient(token);
        return (await http.AskAsync(HttpMethod.Get, "/v1/projects/default")).Status;
    }
}
