using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>What an administrator does for others, over REST.</summary>
internal static class AccessCalls
{
    public const string Viewer = "roles/gatehouse.viewer";
    public const string Editor = "roles/containeranalysis.editor";
    public const string Owner = "roles/gatehouse.projectOwner";
    public const string Attacher = "roles/containeranalysis.notes.attacher";
    public const string OccurrencesEditor = "roles/containeranalysis.occurrences.editor";

    /// <param name="resource">A full name, or <c>server</c>.</param>
    public static Task<JsonNode> GrantAsync(this HttpClient administrator, string resource, string role, string member) =>
        administrator.DoAsync(HttpMethod.Post, "/v1/access:grant", new JsonObject { ["resource"] = resource, ["role"] = role, ["member"] = member }.ToJsonString());

    public static Task<JsonNode> RevokeAsync(this HttpClient administrator, string resource, string role, string member) =>
        administrator.DoAsync(HttpMethod.Post, "/v1/access:revoke", new JsonObject { ["resource"] = resource, ["role"] = role, ["member"] = member }.ToJsonString());

    /// <summary>The answer of <c>CreateToken</c>: <c>token</c> and its <c>text</c>.</summary>
    public static Task<JsonNode> CreateTokenAsync(this HttpClient administrator, string principal, string query = "", params string[] scopes)
    {
        var token = new JsonObject { ["principal"] = principal, ["displayName"] = "of a test", ["scopes"] = new JsonArray([.. scopes.Select(s => JsonValue.Create(s))]) };
        return administrator.DoAsync(HttpMethod.Post, $"/v1/tokens?{query}", token.ToJsonString());
    }

    /// <summary>A client that speaks as somebody.</summary>
    public static async Task<HttpClient> ClientOfAsync(this SharedServer server, string principal, params string[] scopes) =>
        server.Process.CreateHttpClient((string)(await server.Http.CreateTokenAsync(principal, "", scopes))["text"]!);

    /// <summary>A client that proves nothing.</summary>
    public static HttpClient AnonymousClient(this SharedServer server) => new() { BaseAddress = server.Process.Http };

    /// <summary>A principal nobody else has.</summary>
    public static string NewPrincipal() => $"serviceAccount:a-{Guid.NewGuid():N}";

    /// <summary>Status and body, to the byte.</summary>
    public static async Task<(int Status, string Body)> AskAsync(this HttpClient http, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : RestJson.Content(json) };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
