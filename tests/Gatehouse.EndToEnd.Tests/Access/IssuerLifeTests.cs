using System.Text.Json.Nodes;
using Gatehouse.Api.V1;
using Gatehouse.EndToEnd.Tests.Servers;
using Grpc.Core;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>What becomes of an issuer while a server runs: new keys, withdrawn ones, outages.</summary>
public sealed class IssuerLifeTests
{
    private static readonly JsonObject Pod = new() { ["sub"] = "system:serviceaccount:payments:deployer" };

    [Fact]
    public async Task The_first_token_of_a_new_key_is_accepted()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await GatehouseProcess.StartAsync(Trust(issuer));
        Assert.Equal(404, await AskAsync(server, issuer.Issue(Pod)));
        // The shortest time between two fetches has to pass: what is asked is whether the new key's first token works.
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        issuer.Publish("second");
        Assert.Equal(404, await AskAsync(server, issuer.Issue(Pod, "second")));
        Assert.Equal(404, await AskAsync(server, issuer.Issue(Pod)));
    }

    [Fact]
    public async Task Tokens_of_keys_that_do_not_exist_do_not_make_the_server_hammer_the_issuer()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await GatehouseProcess.StartAsync(Trust(issuer).With("access:issuers:0:keyRetrySeconds", "3600"));
        Assert.Equal(404, await AskAsync(server, issuer.Issue(Pod)));
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var forged = Enumerable.Range(0, 50).Select(i => TestIssuer.Sign(new() { ["alg"] = "RS256", ["kid"] = $"unknown-{i}" }, issuer.Complete(Pod), key));
        Assert.All(await Task.WhenAll(forged.Select(t => AskAsync(server, t))), status => Assert.Equal(401, status));
        Assert.Equal(1, issuer.Fetches);
    }

    [Fact]
    public async Task An_issuer_that_is_down_is_a_503_until_it_is_up()
    {
        await using var issuer = TestIssuer.Reserve();
        await using var server = await GatehouseProcess.StartAsync(Trust(issuer));
        using var http = server.CreateHttpClient(issuer.Issue(Pod));
        var message = await http.FailAsync(503, "UNAVAILABLE", HttpMethod.Get, "/v1/projects/default");
        Assert.Contains("\"cluster\"", message, StringComparison.Ordinal);
        using var channel = server.CreateChannel(issuer.Issue(Pod));
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new Gatehouse.Api.V1.Access.AccessClient(channel).ListTokensAsync(new ListTokensRequest(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        using var administrator = server.CreateHttpClient();
        await administrator.DoAsync(HttpMethod.Get, "/v1/projects/default");

        await issuer.ComeUpAsync();
        await Eventually.Async(async () => await AskAsync(server, issuer.Issue(Pod)) == 404);
        await issuer.GoDownAsync();
        Assert.Equal(404, await AskAsync(server, issuer.Issue(Pod)));
    }

    [Fact]
    public async Task Keys_under_another_issuers_name_are_not_taken()
    {
        await using var issuer = await TestIssuer.StartAsync();
        issuer.ClaimedName = "https://somebody.example";
        await using var server = await GatehouseProcess.StartAsync(Trust(issuer));
        Assert.Equal(503, await AskAsync(server, issuer.Issue(Pod)));
    }

    [Fact]
    public async Task An_issuer_with_an_authority_and_a_credential_of_its_own_is_reached_over_TLS()
    {
        using var authority = new TestAuthority("cluster");
        using var certificate = authority.IssueForServer();
        await using var issuer = await TestIssuer.StartAsync(certificate);
        issuer.Secret = "let me in";
        var folder = Directory.CreateTempSubdirectory("gatehouse-test-");
        try
        {
            var (trusted, secret) = (authority.WriteTo(folder), Path.Combine(folder.FullName, "token"));
            await File.WriteAllTextAsync(secret, "let me in\n", TestContext.Current.CancellationToken);
            await using var server = await GatehouseProcess.StartAsync(Trust(issuer, ("authorityFile", trusted), ("tokenFile", secret)));
            Assert.Equal(404, await AskAsync(server, issuer.Issue(Pod)));
            await using var distrustful = await GatehouseProcess.StartAsync(Trust(issuer, ("tokenFile", secret)));
            Assert.Equal(503, await AskAsync(distrustful, issuer.Issue(Pod)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ServerSetup Trust(TestIssuer issuer, params (string, string)[] options) => issuer.Trust(new(), 0, "cluster", "Kubernetes", options);

    /// <summary>404 is the answer to somebody who is known and may do nothing.</summary>
    private static async Task<int> AskAsync(GatehouseProcess server, string token)
    {
        using var http = server.CreateHttpClient(token);
        return (await http.AskAsync(HttpMethod.Get, "/v1/projects/default")).Status;
    }
}
