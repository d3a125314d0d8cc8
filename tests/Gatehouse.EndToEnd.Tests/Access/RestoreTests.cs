using Gatehouse.EndToEnd.Tests.Servers;
using Gatehouse.Fakes.Postgres;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>A restore takes back what was granted after the backup, at once.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task Tokens_and_roles_of_after_the_backup_end_with_the_restore_on_SQLite()
    {
        await using var server = await GatehouseProcess.StartAsync();
        await AssertAsync(server);
    }

    [Fact]
    public async Task Tokens_and_roles_of_after_the_backup_end_with_the_restore_on_PostgreSQL()
    {
        var binaries = PostgresServer.FindBinaries();
        Assert.SkipWhen(binaries is null, "PostgreSQL is not installed");
        await using var postgres = await PostgresServer.StartAsync(binaries!, TestContext.Current.CancellationToken);
        await using var server = await GatehouseProcess.StartAsync(new() { Store = await postgres.CreateDatabaseAsync(TestContext.Current.CancellationToken) });
        await AssertAsync(server);
    }

    [Fact]
    public async Task Page_tokens_of_after_a_restore_are_of_the_restored_key()
    {
        await using var source = await GatehouseProcess.StartAsync();
        using var there = source.CreateHttpClient();
        var project = await there.CreateProjectAsync();
        foreach (var id in (string[])["a", "b"])
        {
            await there.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId={id}", Samples.BuildNote);
        }

        var backup = await there.GetByteArrayAsync("/v1/store:backup", TestContext.Current.CancellationToken);
        await using var server = await GatehouseProcess.StartAsync();
        using var content = new ByteArrayContent(backup);
        using (var administrator = server.CreateHttpClient())
        {
            using var restored = await administrator.PostAsync("/v1/store:restore", content, TestContext.Current.CancellationToken);
            Assert.True(restored.IsSuccessStatusCode, await restored.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        using var here = server.CreateHttpClient(source.Token);
        var token = (string)(await here.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes?pageSize=1"))["nextPageToken"]!;
        await there.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/notes?pageSize=1&pageToken={token}");
    }

    private static async Task AssertAsync(GatehouseProcess server)
    {
        using var administrator = server.CreateHttpClient();
        var project = await administrator.CreateProjectAsync();
        var known = AccessCalls.NewPrincipal();
        var before = (string)(await administrator.CreateTokenAsync(known))["text"]!;
        var backup = await administrator.GetByteArrayAsync("/v1/store:backup", TestContext.Current.CancellationToken);

        await administrator.GrantAsync($"projects/{project}", AccessCalls.Viewer, known);
        var after = (string)(await administrator.CreateTokenAsync(known))["text"]!;
        Assert.Equal((200, 200), (await AskAsync(server, before, project), await AskAsync(server, after, project)));

        using var content = new ByteArrayContent(backup);
        using var restored = await administrator.PostAsync("/v1/store:restore", content, TestContext.Current.CancellationToken);
        Assert.True(restored.IsSuccessStatusCode, await restored.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((404, 401), (await AskAsync(server, before, project), await AskAsync(server, after, project)));
    }

    private static async Task<int> AskAsync(GatehouseProcess server, string token, string project)
    {
        using var http = server.CreateHttpClient(token);
        return (await http.AskAsync(HttpMethod.Get, $"/v1/projects/{project}")).Status;
    }
}
