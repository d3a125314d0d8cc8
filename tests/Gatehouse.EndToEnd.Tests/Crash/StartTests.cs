using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>Starts that cannot work end with one clear message.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_second_server_on_the_same_data_is_refused_naming_the_first()
    {
        await using var server = await GatehouseProcess.StartAsync();
        using var http = server.CreateHttpClient();
        var token = server.Token;

        var (exitCode, errors) = await GatehouseProcess.FailToStartAsync(new() { Directory = server.Directory });

        Assert.Equal(1, exitCode);
        AssertMessage(errors, server.ProcessId.ToString(CultureInfo.InvariantCulture), "--data");
        Assert.True(File.Exists(Path.Combine(server.Directory, "endpoints.json")));
        Assert.Equal(token, server.Token);
        await http.DoAsync(HttpMethod.Get, "/v1/projects/default");
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_taken_port_is_named_with_the_remedy(bool isHttp)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = other.LocalEndpoint.ToString()!;
        var directory = Directory.CreateTempSubdirectory("gatehouse-test-");
        try
        {
            var setup = new ServerSetup { Directory = directory.FullName };
            var (exitCode, errors) = await GatehouseProcess.FailToStartAsync(isHttp ? setup with { Http = taken } : setup with { Grpc = taken });
            Assert.Equal(1, exitCode);
            AssertMessage(errors, taken, isHttp ? "--http" : "--grpc");
            Assert.False(File.Exists(Path.Combine(directory.FullName, "endpoints.json")));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_address_that_others_can_reach_is_refused_in_cleartext()
    {
        var directory = Directory.CreateTempSubdirectory("gatehouse-test-");
        try
        {
            var (exitCode, errors) = await GatehouseProcess.FailToStartAsync(new() { Directory = directory.FullName, Http = "0.0.0.0:0", Grpc = "nonsense" });
            Assert.Equal(1, exitCode);
            AssertMessage(errors, "0.0.0.0:0", "--tls", "nonsense");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>A message for people: what it must name, and no stack trace.</summary>
    private static void AssertMessage(string errors, params string[] parts)
    {
        Assert.Contains("error: ", errors, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, errors, StringComparison.Ordinal));
        Assert.DoesNotContain("   at Gatehouse", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", errors, StringComparison.Ordinal);
    }
}
