using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Soak;

public sealed class MillionOccurrencesTests
{
    private const int Count = 1_000_000;
    private const int Batch = 1_000;
    private const long Ceiling = 400L << 20;

    [Fact]
    public async Task Listed_and_exported_in_flat_memory()
    {
        LongRun.SkipUnlessAsked();
        await using var server = await GatehouseProcess.StartAsync();
        using var http = server.CreateHttpClient();
        http.Timeout = TimeSpan.FromMinutes(10);
        var (project, note) = await http.CreateNoteAsync();
        await FillAsync(http, project, note);
        var meter = new MemoryMeter(server.ProcessId);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var metering = meter.RunAsync(end.Token);

        var listed = await CountListedAsync(http, project);
        var exported = await CountExportedAsync(http, project);
        await end.CancelAsync();
        await metering;

        Assert.Equal(Count, listed);
        Assert.Equal(Count, exported);
        TestContext.Current.TestOutputHelper?.WriteLine($"at most {meter.Samples.Max() >> 20} MB");
        Assert.True(meter.Samples.Max() <= Ceiling, $"{meter.Samples.Max() >> 20} MB");
    }

    private static async Task FillAsync(HttpClient http, string project, string note)
    {
        for (var start = 0; start < Count; start += Batch)
        {
            var items = Enumerable.Range(start, Batch).Select(i => Samples.Vulnerability(note, $"https://registry.example/app-{i / 50}@sha256:{i / 50:x64}"));
            await http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/occurrences:batchCreate", $$"""{"occurrences":[{{string.Join(',', items)}}]}""");
        }
    }

    private static async Task<int> CountListedAsync(HttpClient http, string project)
    {
        var (count, token) = (0, "");
        do
        {
            var page = await http.DoAsync(HttpMethod.Get, $"/v1/projects/{project}/occurrences?pageSize=1000&pageToken={token}");
            count += ((JsonArray?)page["occurrences"] ?? []).Count;
            token = (string?)page["nextPageToken"] ?? "";
        }
        while (token.Length > 0);
        return count;
    }

    private static async Task<int> CountExportedAsync(HttpClient http, string project)
    {
        await using var stream = await http.GetStreamAsync($"/v1/projects/{project}:export", TestContext.Current.CancellationToken);
        using var lines = new StreamReader(stream);
        var count = 0;
        while (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            count += JsonNode.Parse(line)!["occurrence"] is null ? 0 : 1;
        }

        return count;
    }
}
