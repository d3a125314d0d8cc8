using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>REST calls in tests.</summary>
public static class RestJson
{
    public static StringContent Content(string json) => new(json, Encoding.UTF8, "application/json");

    public static async Task<(HttpStatusCode Status, JsonNode Body)> SendJsonAsync(this HttpClient http, HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : Content(json) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(text) ?? throw new InvalidDataException($"{method} {path} answered {response.StatusCode} with no JSON: \"{text}\""));
    }

    /// <summary>Sends a call that has to succeed.</summary>
    public static async Task<JsonNode> DoAsync(this HttpClient http, HttpMethod method, string path, string? json = null)
    {
        var (status, body) = await http.SendJsonAsync(method, path, json);
        Assert.True(status == HttpStatusCode.OK, $"{method} {path}: {body}");
        return body;
    }

    /// <summary>Sends a call that has to fail, checks the envelope and gives its message.</summary>
    public static async Task<string> FailAsync(this HttpClient http, int expectedHttp, string expectedStatus, HttpMethod method, string path, string? json = null)
    {
        var (status, body) = await http.SendJsonAsync(method, path, json);
        Assert.True((int)status == expectedHttp && (string?)body["error"]?["status"] == expectedStatus && (int?)body["error"]?["code"] == expectedHttp, $"{method} {path}: {(int)status} {body}");
        return (string)body["error"]!["message"]!;
    }
}
