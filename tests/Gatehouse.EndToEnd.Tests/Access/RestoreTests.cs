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
