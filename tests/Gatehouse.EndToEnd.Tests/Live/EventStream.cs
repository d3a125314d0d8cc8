using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Live;

/// <summary>A reader of <c>GET /v1/changes</c>, as a browser's EventSource reads.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventStream(HttpClient http, HttpResponseMessage response, Stream body) =>
        (_http, _response, _items) = (http, response, SseParser.Create(body).EnumerateAsync(CancellationToken.None).GetAsyncEnumerator());

    /// <summary>Id of the last event; what a reader comes back with.</summary>
    public string LastEventId { get; private set; } = "";

    public static async Task<EventStream> OpenAsync(GatehouseProcess server, string query = "", string lastEventId = "", string? token = null)
    {
        var http = server.CreateHttpClient(token);
        http.Timeout = Timeout.InfiniteTimeSpan;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/changes?{query}");
        if (lastEventId.Length > 0)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new(http, response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next change; null when the stream has ended or was cut.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        while (await MoveAsync())
        {
            var item = _items.Current;
            LastEventId = item.EventId ?? LastEventId;
            if (item.EventType == "change")
            {
                return JsonNode.Parse(item.Data)!;
            }
        }

        return null;
    }

    /// <summary>So many changes, in the order they come.</summary>
    public async Task<List<JsonNode>> ReadAsync(int count)
    {
        var changes = new List<JsonNode>();
        while (changes.Count < count)
        {
            changes.Add(await ReadAsync() ?? throw new EndOfStreamException($"the stream ended after {changes.Count} of {count} changes"));
        }

        return changes;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        _http.Dispose();
        try
        {
            await _items.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // A read was under way; the connection it read from is closed.
        }
    }

    private async Task<bool> MoveAsync()
    {
        try
        {
            return await _items.MoveNextAsync().AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return false;
        }
    }
}
