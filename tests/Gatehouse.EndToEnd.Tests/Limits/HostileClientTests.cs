using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Limits;

/// <summary>One hostile client does not stop another from being served.</summary>
public sealed class HostileClientTests(SharedServer server) : IClassFixture<SharedServer>
{
    private const int Connections = 400;

    [Fact]
    public async Task Garbage_slow_bodies_and_idle_connections_leave_others_served()
    {
        var (project, note) = await server.Http.CreateNoteAsync();
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < Connections; i++)
            {
                sockets.Add(await AttackAsync(i, project));
            }

            using var honest = server.Process.CreateHttpClient();
            honest.Timeout = TimeSpan.FromSeconds(30);
            for (var i = 0; i < 50; i++)
            {
                await honest.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
                await honest.DoAsync(HttpMethod.Get, $"/v1/{note}/occurrences");
            }

            using var channel = server.Process.CreateChannel();
            var listed = await new Gatehouse.Grafeas.V1.Grafeas.GrafeasClient(channel).ListOccurrencesAsync(
                new() { Parent = $"projects/{project}" }, deadline: TimeProvider.System.GetUtcNow().AddSeconds(30).UtcDateTime, cancellationToken: TestContext.Current.CancellationToken);
            Assert.NotEmpty(listed.Occurrences);
        }
        finally
        {
            sockets.ForEach(s => s.Dispose());
        }

        Assert.Equal(50, (await server.Http.ListAllAsync($"/v1/projects/{project}/occurrences")).Count);
        Assert.DoesNotContain("failed unexpectedly", server.Process.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        using var socket = await ConnectAsync(server.Process.Http);
        await SendAsync(socket, Encoding.ASCII.GetBytes("GET /v1/projects HTTP/1.1\r\nHost: x\r\n"));
        var header = Encoding.ASCII.GetBytes($"x-{new string('a', 1000)}: {new string('b', 7000)}\r\n");
        for (var i = 0; i < 64; i++)
        {
            await SendAsync(socket, header);
        }

        var buffer = new byte[4096];
        var answer = "";
        try
        {
            var read = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            answer = Encoding.ASCII.GetString(buffer, 0, read);
        }
        catch (SocketException)
        {
            // Reset with our bytes unread: refused as well.
        }

        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 431", StringComparison.Ordinal), answer);
        await server.Http.DoAsync(HttpMethod.Get, "/v1/projects/default");
    }

    /// <summary>A connection that means no good, each in turn of another kind.</summary>
    private async Task<Socket> AttackAsync(int number, string project)
    {
        var socket = await ConnectAsync(number % 2 == 0 ? server.Process.Http : server.Process.Grpc);
        await SendAsync(socket, (number / 2 % 4) switch
        {
            0 => [],
            1 => RandomNumberGenerator.GetBytes(8192),
            2 => Encoding.ASCII.GetBytes($"POST /v1/projects/{project}/occurrences HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{{"),
            _ => [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. RandomNumberGenerator.GetBytes(4096)],
        });
        return socket;
    }

    private static async Task<Socket> ConnectAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task SendAsync(Socket socket, byte[] bytes)
    {
        try
        {
            await socket.SendAsync(bytes, TestContext.Current.CancellationToken);
        }
        catch (SocketException)
        {
            // The server has closed it already.
        }
    }
}
