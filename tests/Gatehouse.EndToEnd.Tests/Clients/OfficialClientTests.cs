using System.Diagnostics;
using System.Globalization;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Clients;

/// <summary>Google's own Node.js clients against the real binary.</summary>
public sealed class OfficialClientTests(SharedServer server) : IClassFixture<SharedServer>
{
    private static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Gatehouse.EndToEnd.Tests", "node-clients");

    [Theory, InlineData("grpc"), InlineData("rest")]
    public async Task Every_call_and_kind_the_official_clients_know_works(string transport)
    {
        Assert.SkipUnless(System.IO.Directory.Exists(Path.Combine(Folder, "node_modules")), "the npm packages are not installed; ./test installs them where npm is there");
        var project = await server.CreateProjectAsync();
        var address = transport == "grpc" ? server.Process.Grpc : server.Process.Http;
        var (output, errors) = await RunNodeAsync("clients.mjs", transport, address.Host, address.Port.ToString(CultureInfo.InvariantCulture), server.Process.Token, project);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 150, $"only {lines.Length} checks ran: {errors}");
        Assert.DoesNotContain(lines, l => !l.StartsWith("ok ", StringComparison.Ordinal));
    }

    private static async Task<(string Output, string Errors)> RunNodeAsync(params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (output, await errors);
    }
}
