using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>One caller who creates, creates in batches, updates and is refused, until the server is gone.</summary>
/// <param name="round">Tells the caller's resources from those of other callers and rounds.</param>
internal sealed class Storm(HttpClient http, Ledger ledger, string project, string note, string round)
{
    public const int BatchItems = 5;
    private int _count;

    /// <summary>Ends with the connection or when it is cancelled; a request that has begun is waited for.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                _count++;
                var created = await CreateAsync($"{round}/{_count}");
                await CreateBatchAsync($"{round}/{_count}/batch");
                await UpdateAsync(created);
                await RefuseAsync($"{round}/{_count}/refused");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // The server is gone; what had no answer stands in the ledger.
        }
    }

    public static string ResourceOf(string id) => $"https://registry.example/{id}";

    private async Task<string> CreateAsync(string id)
    {
        var body = await CreateAsync(id, $"/v1/projects/{project}/occurrences", Samples.Vulnerability(note, ResourceOf(id)));
        return ledger.Acknowledged[ResourceOf(id)] = (string)body["name"]!;
    }

    private async Task CreateBatchAsync(string id)
    {
        var items = Enumerable.Range(0, BatchItems).Select(i => Samples.Vulnerability(note, $"{ResourceOf(id)}/{i}"));
        var body = await CreateAsync(id, $"/v1/projects/{project}/occurrences:batchCreate", $$"""{"occurrences":[{{string.Join(',', items)}}]}""");
        foreach (var made in (JsonArray)body["occurrences"]!)
        {
            ledger.Acknowledged[(string)made!["resourceUri"]!] = (string)made["name"]!;
        }
    }

    private async Task<JsonNode> CreateAsync(string id, string path, string json)
    {
        ledger.Unanswered[id] = new(path, json);
        var (status, body) = await http.SendJsonAsync(HttpMethod.Post, path, json, ("gatehouse-request-id", id));
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
        ledger.Unanswered.TryRemove(id, out _);
        return body;
    }

    private async Task UpdateAsync(string name)
    {
        for (var value = 1; value <= 3; value++)
        {
            await http.DoAsync(HttpMethod.Patch, $"/v1/{name}?updateMask=remediation", $$"""{"remediation":"{{value.ToString(CultureInfo.InvariantCulture)}}"}""");
            ledger.Updated[name] = value;
        }
    }

    /// <summary>A batch with one occurrence of a note that does not exist: nothing of it may ever be seen.</summary>
    private async Task RefuseAsync(string id)
    {
        ledger.Refused[ResourceOf(id)] = true;
        var batch = $$"""{"occurrences":[{{Samples.Vulnerability(note, ResourceOf(id))}},{{Samples.Vulnerability($"projects/{project}/notes/absent", ResourceOf(id))}}]}""";
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Post, $"/v1/projects/{project}/occurrences:batchCreate", batch);
    }
}
