using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Metadata.Transcoding;
using Google.Protobuf;

namespace Gatehouse.Host.Client;

/// <summary>Calls a server over REST. Throws <see cref="ServerError"/> when it answers with an error and <see cref="HttpRequestException"/> when it does not answer.</summary>
internal sealed class GatehouseClient : IDisposable
{
    private readonly HttpClient _http;

    public GatehouseClient(ClientTarget target)
    {
        _http = new(target.CreateHandler()) { BaseAddress = new(target.Server.EndsWith('/') ? target.Server : target.Server + "/"), Timeout = Timeout.InfiniteTimeSpan };
        if (target.Token is { Length: > 0 } token)
        {
            _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }
    }

    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : IMessage, new() => JsonMessages.Parse<T>(await GetTextAsync(path, cancellationToken));

    public async Task<JsonNode> GetJsonAsync(string path, CancellationToken cancellationToken) => JsonNode.Parse(await GetTextAsync(path, cancellationToken))!;

    public async Task<T> SendAsync<T>(HttpMethod method, string path, IMessage? body, CancellationToken cancellationToken)
        where T : IMessage, new()
    {
        using var content = body is null ? null : new StringContent(JsonMessages.Format(body), Encoding.UTF8, "application/json");
        return JsonMessages.Parse<T>(await SendTextAsync(method, path, content, cancellationToken));
    }

    /// <summary>Sends content as it is and gives back the answer's JSON.</summary>
    public async Task<JsonNode> SendContentAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken) =>
        JsonNode.Parse(await SendTextAsync(method, path, content, cancellationToken))!;

    /// <summary>Opens a response to be read as it arrives.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path.TrimStart('/')) { Content = content };
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw ErrorReader.Read((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
    }

    public void Dispose() => _http.Dispose();

    private Task<string> GetTextAsync(string path, CancellationToken cancellationToken) => SendTextAsync(HttpMethod.Get, path, null, cancellationToken);

    private async Task<string> SendTextAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(method, path, content, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }
}
