using System.Net.Sockets;
using System.Text;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>Acknowledged means durable, and refused means nothing happened, whenever the process ends.</summary>
public sealed class CrashTests
{
    private const int Callers = 8;
    private const int Rounds = 5;

    [Fact]
    public async Task Killed_in_a_storm_of_writes_the_server_keeps_all_it_acknowledged_and_nothing_it_refused()
    {
        await using var server = await GatehouseProcess.StartAsync();
        using var first = server.CreateHttpClient();
        var (project, note) = await first.CreateNoteAsync();
        var ledger = new Ledger();
        for (var round = 1; round <= Rounds; round++)
        {
            var before = ledger.Acknowledged.Count;
            using (var http = server.CreateHttpClient())
            {
                var callers = Enumerable.Range(0, Callers).Select(c => new Storm(http, ledger, project, note, $"{round}/{c}").RunAsync(CancellationToken.None)).ToArray();
                await Eventually.Async(() => ledger.Acknowledged.Count > before + 300);
                await server.KillAsync();
                await Task.WhenAll(callers).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            }

            await server.RestartAsync();
            using var again = server.CreateHttpClient();
            await LedgerChecks.CheckAsync(again, ledger, project);
            await LedgerChecks.RepeatUnansweredAsync(again, ledger);
            await LedgerChecks.CheckAsync(again, ledger, project);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{ledger.Acknowledged.Count} acknowledged occurrences survived {Rounds} kills");
    }

    [Fact]
    public async Task Told_to_stop_the_server_finishes_what_runs_and_ends_with_0()
    {
        await using var server = await GatehouseProcess.StartAsync();
        var http = server.CreateHttpClient();
        var (project, note) = await http.CreateNoteAsync();
        var ledger = new Ledger();
        var callers = Enumerable.Range(0, Callers).Select(c => new Storm(http, ledger, project, note, $"stop/{c}").RunAsync(CancellationToken.None)).ToArray();
        await Eventually.Async(() => ledger.Acknowledged.Count > 100);
        var late = Samples.Vulnerability(note, Storm.ResourceOf("late"));
        using var slow = await SendFirstHalfAsync(server, $"/v1/projects/{project}/occurrences", late);

        var exit = server.StopAsync();
        await Task.WhenAll(callers);
        await slow.SendAsync(Encoding.UTF8.GetBytes(late[(late.Length / 2)..]), TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 200", await ReadAsync(slow), StringComparison.Ordinal);
        slow.Close();
        http.Dispose();
        Assert.Equal(0, await exit);
        Assert.False(File.Exists(Path.Combine(server.Directory, "endpoints.json")));

        await server.RestartAsync();
        using var again = server.CreateHttpClient();
        var names = await LedgerChecks.CheckAsync(again, ledger, project, Storm.ResourceOf("late"));
        Assert.Contains(Storm.ResourceOf("late"), names.Keys);
    }

    private static async Task<Socket> SendFirstHalfAsync(GatehouseProcess server, string path, string body)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Http.Host, server.Http.Port, TestContext.Current.CancellationToken);
        var head = $"POST {path} HTTP/1.1\r\nHost: {server.Http.Authority}\r\nAuthorization: Bearer {server.Token}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nExpect: 100-continue\r\n\r\n";
        await socket.SendAsync(Encoding.UTF8.GetBytes(head), TestContext.Current.CancellationToken);
        // The server asks for the body: the request has begun.
        Assert.StartsWith("HTTP/1.1 100", await ReadAsync(socket), StringComparison.Ordinal);
        await socket.SendAsync(Encoding.UTF8.GetBytes(body[..(body.Length / 2)]), TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        var read = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
