using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;
using Grpc.Core;

namespace Gatehouse.EndToEnd.Tests.Live;

/// <summary>What a reader may not do to the others, and how streams end.</summary>
public sealed class StreamLimitTests
{
    [Fact]
    public async Task Streams_beyond_the_limit_of_a_principal_are_refused_and_a_closed_one_makes_room()
    {
        await using var server = await GatehouseProcess.StartAsync(new ServerSetup().With("changes:streamsPerPrincipal", "2"));
        using var http = server.CreateHttpClient();
        using var watch = await Watching.OpenAsync(server, new());
        await using (await EventStream.OpenAsync(server))
        {
            var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                using var third = await Watching.OpenAsync(server, new());
                await third.ReadAsync();
            });
            Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
            using var response = await http.GetAsync("/v1/changes", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
            Assert.NotNull(response.Headers.RetryAfter);
        }

        await Eventually.Async(async () =>
        {
            using var response = await http.GetAsync("/v1/changes", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_up_nobody_and_is_told_to_resume()
    {
        await using var server = await GatehouseProcess.StartAsync(new ServerSetup().With("changes:slowReaderSeconds", "1"));
        using var http = server.CreateHttpClient();
        var (project, note) = await http.CreateNoteAsync();
        using var slow = await OpenWithoutReadingAsync(server, $"/v1/changes?parent=projects/{project}&includeRecord=true");
        await using var brisk = await EventStream.OpenAsync(server, $"parent=projects/{project}");

        // Far more than the sockets between the two would hold.
        const int Batches = 100;
        const int Items = 50;
        for (var i = 0; i < Batches; i++)
        {
            await http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/occurrences:batchCreate", Batch(note, Items)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        Assert.Equal(Batches * Items, (await brisk.ReadAsync(Batches * Items)).Names().Distinct().Count());

        var received = await ReadToEndAsync(slow);
        var lastId = received.Split('\n').Last(l => l.StartsWith("id: ", StringComparison.Ordinal))[4..];
        var whole = received.Split("event: change").Length - 2;
        Assert.InRange(whole, 0, (Batches * Items) - 1);
        await using var resumed = await EventStream.OpenAsync(server, $"parent=projects/{project}&afterRevision=0", lastId);
        Assert.NotNull(await resumed.ReadAsync());
    }

    [Fact]
    public async Task A_stop_ends_streams_with_the_point_to_go_on_from()
    {
        await using var server = await GatehouseProcess.StartAsync();
        var http = server.CreateHttpClient();
        var (project, note) = await http.CreateNoteAsync();
        using var watch = await Watching.OpenAsync(server, new() { Parent = $"projects/{project}" });
        await using var stream = await EventStream.OpenAsync(server, $"parent=projects/{project}");
        await http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        var last = await watch.ReadAsync();
        await stream.ReadAsync();

        var exit = server.StopAsync();

        var end = await Assert.ThrowsAsync<RpcException>(watch.ReadAsync);
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        Assert.Contains($"after_revision {last.Revision}", end.Status.Detail, StringComparison.Ordinal);
        Assert.Null(await stream.ReadAsync());
        Assert.Equal(0, await exit);
        http.Dispose();

        await server.RestartAsync();
        using var again = server.CreateHttpClient();
        var missed = await again.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        using var resumed = await Watching.OpenAsync(server, new() { Parent = $"projects/{project}", AfterRevision = last.Revision });
        Assert.Equal(missed, (await resumed.ReadAsync()).Name);
        await using var resumedStream = await EventStream.OpenAsync(server, $"parent=projects/{project}", stream.LastEventId);
        Assert.Equal(missed, (string?)(await resumedStream.ReadAsync())!["name"]);
    }

    [Fact]
    public async Task A_reader_who_had_seen_nothing_yet_also_knows_where_to_go_on()
    {
        await using var server = await GatehouseProcess.StartAsync();
        var http = server.CreateHttpClient();
        var (project, note) = await http.CreateNoteAsync();
        await using var stream = await EventStream.OpenAsync(server, $"parent=projects/{project}");
        var exit = server.StopAsync();
        Assert.Null(await stream.ReadAsync());
        Assert.Equal(0, await exit);
        http.Dispose();

        await server.RestartAsync();
        using var again = server.CreateHttpClient();
        var missed = await again.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
        await using var resumed = await EventStream.OpenAsync(server, $"parent=projects/{project}", stream.LastEventId);
        Assert.Equal(missed, (string?)(await resumed.ReadAsync())!["name"]);
    }

    private static string Batch(string note, int items)
    {
        var occurrence = JsonNode.Parse(Samples.Vulnerability(note))!;
        occurrence["remediation"] = new string('x', 4096);
        return new JsonObject { ["occurrences"] = new JsonArray([.. Enumerable.Range(0, items).Select(_ => occurrence.DeepClone())]) }.ToJsonString();
    }

    private static async Task<Socket> OpenWithoutReadingAsync(GatehouseProcess server, string path)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(server.Http.Host, server.Http.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Http.Authority}\r\nAuthorization: Bearer {server.Token}\r\n\r\n"), TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken) is > 0 and var read)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // Cut off: that is how a stream to a reader who does not read ends.
        }

        return text.ToString();
    }
}
