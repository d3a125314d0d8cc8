using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Rest;

/// <summary>Bodies that no honest client sends. Each is answered in the envelope, and the server goes on.</summary>
public sealed class HostileBodyTests(HostileBodyTests.SmallMessages server) : IClassFixture<HostileBodyTests.SmallMessages>
{
    private const int MessageBytes = 128 * 1024;

    private HttpClient Http => server.Http;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_body_above_the_limit_is_429_with_the_limit_told(bool chunked)
    {
        var project = await server.CreateProjectAsync();
        var body = $$$"""{"shortDescription":"{{{new string('x', MessageBytes)}}}","build":{"builderVersion":"1"}}""";
        var (status, error) = await PostAsync($"/v1/projects/{project}/notes?noteId=n", Encoding.UTF8.GetBytes(body), chunked);

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal("RESOURCE_EXHAUSTED", (string?)error["error"]!["status"]);
        Assert.Contains(MessageBytes.ToString(null, null), (string)error["error"]!["message"]!, StringComparison.Ordinal);
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes/n");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_body_just_below_the_limit_is_taken(bool chunked)
    {
        var project = await server.CreateProjectAsync();
        var around = """{"shortDescription":"","build":{"builderVersion":"1"}}""";
        var body = around.Replace("\"\"", $"\"{new string('x', MessageBytes - around.Length)}\"", StringComparison.Ordinal);
        var (status, _) = await PostAsync($"/v1/projects/{project}/notes?noteId=n", Encoding.UTF8.GetBytes(body), chunked);
        Assert.Equal((HttpStatusCode.OK, MessageBytes), (status, body.Length));
    }

    [Fact]
    public async Task Invalid_UTF_8_is_refused_with_its_position()
    {
        var project = await server.CreateProjectAsync();
        var (status, error) = await PostAsync($"/v1/projects/{project}/notes?noteId=n", [.. """{"shortDescription":"a"""u8, 0xC0, 0x80, .. "\"}"u8]);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("not UTF-8 at byte 22", (string)error["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"x":""", "[", "]", "}")]
    [InlineData("""{"build":{"x":""", "{\"a\":", "1}", "}}")]
    [InlineData("""{"build":{"intotoStatement":{"slsaProvenance":""", "{\"slsaProvenance\":", "{}}", "}}}")]
    [InlineData("", "[", "]", "")]
    [InlineData("", "{\"build\":", "{}}", "")]
    public async Task JSON_ten_thousand_levels_deep_is_refused_and_the_server_lives(string before, string open, string close, string after)
    {
        var project = await server.CreateProjectAsync();
        var middle = close[..^1] + new string(close[^1], 10_000);
        var deep = before + string.Concat(Enumerable.Repeat(open, 10_000)) + middle + after;
        var (status, error) = await PostAsync($"/v1/projects/{project}/notes?noteId=n", Encoding.UTF8.GetBytes(deep)[..Math.Min(deep.Length, MessageBytes)]);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_ARGUMENT"), (status, (string?)error["error"]!["status"]));
        await Http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}");
    }

    [Fact]
    public async Task A_free_form_object_may_be_deep_up_to_a_limit_and_is_refused_beyond()
    {
        var project = await server.CreateProjectAsync();
        await Http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=build", Samples.BuildNote);
        var name = await Http.CreateOccurrenceAsync(project, WithParameters(project, 30));
        Assert.Equal(30, Depth((await Http.DoAsync(HttpMethod.Get, $"/v1/{name}"))["build"]!["inTotoSlsaProvenanceV1"]!["predicate"]!["buildDefinition"]!["externalParameters"]));
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/occurrences", WithParameters(project, 10_000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"build\":{\"builderVersion\":1}}")]
    [InlineData("{\"build\":{\"builderVersion\":\"1\"}} {}")]
    [InlineData("{\"shortDescription\":\"\\ud800\",\"build\":{\"builderVersion\":\"1\"}}")]
    [InlineData("{\"build\":{\"builderVersion\":\"1\"},\"vulnerability\":{}}")]
    public async Task What_is_no_note_is_INVALID_ARGUMENT(string body)
    {
        var project = await server.CreateProjectAsync();
        await Http.FailAsync(400, "INVALID_ARGUMENT", HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", body);
        await Http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}/notes/n");
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, byte[] body, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = chunked ? new StreamContent(new MemoryStream(body)) : new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = chunked;
        request.Content.Headers.ContentType = new("application/json");
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private static string WithParameters(string project, int depth) => $$$"""
        {"noteName":"projects/{{{project}}}/notes/build","resourceUri":"https://registry.example/a@sha256:0a","build":{"inTotoSlsaProvenanceV1":{"predicate":{"buildDefinition":{"externalParameters":
        """ + string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth) + "}}}}}";

    private static int Depth(JsonNode? node) => node is JsonObject inner ? 1 + Depth(inner["a"]) : 0;

    public sealed class SmallMessages() : SharedServer(new ServerSetup().With("limits:messageBytes", MessageBytes.ToString(null, null)));
}
