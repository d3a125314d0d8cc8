using System.Text.Json.Nodes;

namespace Gatehouse.EndToEnd.Tests.Servers;

/// <summary>Records that tests start from, made over REST.</summary>
public static class Records
{
    /// <summary>Makes a project of a name nobody else has and gives its id.</summary>
    public static async Task<string> CreateProjectAsync(this HttpClient http)
    {
        var id = $"p-{Guid.NewGuid():N}";
        await http.DoAsync(HttpMethod.Post, "/v1/projects", $$"""{"name":"projects/{{id}}"}""");
        return id;
    }

    /// <summary>Makes a project with a vulnerability note in it.</summary>
    public static async Task<(string Project, string Note)> CreateNoteAsync(this HttpClient http)
    {
        var project = await http.CreateProjectAsync();
        var note = await http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=CVE-2026-1", Samples.VulnerabilityNote);
        return (project, (string)note["name"]!);
    }

    /// <summary>Makes an occurrence and gives its name.</summary>
    public static async Task<string> CreateOccurrenceAsync(this HttpClient http, string project, string occurrence) =>
        (string)(await http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/occurrences", occurrence))["name"]!;

    /// <summary>Every page of a list.</summary>
    /// <param name="path">With its query, if it has one.</param>
    public static async Task<List<JsonNode>> ListAllAsync(this HttpClient http, string path, string collection = "occurrences", int pageSize = 1000)
    {
        var items = new List<JsonNode>();
        var token = "";
        do
        {
            var page = await http.DoAsync(HttpMethod.Get, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}pageSize={pageSize}&pageToken={token}");
            items.AddRange(((JsonArray?)page[collection] ?? []).Select(i => i!));
            token = (string?)page["nextPageToken"] ?? "";
        }
        while (token.Length > 0 && items.Count < 1_000_000);
        return items;
    }

    public static string[] Names(this IEnumerable<JsonNode?> records) => [.. records.Select(r => (string)r!["name"]!)];
}
