using System.Diagnostics;
using Gatehouse.Api.V1;
using Gatehouse.EndToEnd.Tests.Servers;
using Grpc.Core;

namespace Gatehouse.EndToEnd.Tests.Live;

/// <summary>Live changes over gRPC.</summary>
public sealed class WatchTests(SharedServer server) : IClassFixture<SharedServer>
{
    private HttpClient Http => server.Http;

    [Fact]
    public async Task Watchers_see_every_change_once_and_in_one_order()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var request = new WatchRequest { Parent = $"projects/{project}" };
        using var first = await Watching.OpenAsync(server.Process, request);
        using var second = await Watching.OpenAsync(server.Process, request);

        var created = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note))));

        var seen = await first.ReadAsync(created.Length);
        Assert.Equal(created.Order(), seen.Select(c => c.Name).Order());
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.First.Revision < pair.Second.Revision));
        Assert.Equal(seen, await second.ReadAsync(created.Length));
    }

    [Fact]
    public async Task A_change_tells_what_happened_to_what()
    {
        var (project, note) = await Http.CreateNoteAsync();
        using var watch = await Watching.OpenAsync(server.Process, new() { Parent = $"projects/{project}", IncludeRecord = true });
        var name = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, "https://registry.example/x@sha256:0b"));
        await Http.DoAsync(HttpMethod.Patch, $"/v1/{name}?updateMask=remediation", """{"remediation":"upgrade"}""");
        Assert.Equal((ChangeEvent.Types.Type.Created, name), Summary(await watch.ReadAsync()));
        var updated = await watch.ReadAsync();
        Assert.Equal((ChangeEvent.Types.Type.Updated, name), Summary(updated));
        Assert.Equal(("occurrences", "https://registry.example/x@sha256:0b", "upgrade"), (updated.Collection, updated.ResourceUri, updated.Occurrence.Remediation));

        await Http.DoAsync(HttpMethod.Delete, $"/v1/{name}");
        await Http.DoAsync(HttpMethod.Delete, $"/v1/{note}");
        Assert.Equal((ChangeEvent.Types.Type.Deleted, name), Summary(await watch.ReadAsync()));
        Assert.Equal((ChangeEvent.Types.Type.Deleted, note), Summary(await watch.ReadAsync()));
    }

    [Fact]
    public async Task A_watch_resumes_after_a_revision_without_gap_or_repetition()
    {
        var (project, note) = await Http.CreateNoteAsync();
        var created = new List<string>();
        using (var watch = await Watching.OpenAsync(server.Process, new() { Parent = $"projects/{project}" }))
        {
            created.Add(await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note)));
            var last = await watch.ReadAsync();
            for (var i = 0; i < 5; i++)
            {
                created.Add(await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note)));
            }

            using var resumed = await Watching.OpenAsync(server.Process, new() { Parent = $"projects/{project}", AfterRevision = last.Revision });
            Assert.Equal(created[1..], (await resumed.ReadAsync(5)).Select(c => c.Name));
        }

        using var everything = await Watching.OpenAsync(server.Process, new() { Parent = $"projects/{project}", AfterRevision = -1 });
        Assert.Equal([note, .. created], (await everything.ReadAsync(7)).Select(c => c.Name));
    }

    [Fact]
    public async Task A_filter_lets_through_what_matches()
    {
        var (project, note) = await Http.CreateNoteAsync();
        using var watch = await Watching.OpenAsync(server.Process, new() { Parent = $"projects/{project}", Filter = "vulnerability.severity>=HIGH AND resourceUrl=\"https://r.example/a\"" });
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, "https://r.example/a", "LOW"));
        await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, "https://r.example/b", "CRITICAL"));
        var wanted = await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note, "https://r.example/a", "CRITICAL"));
        Assert.Equal(wanted, (await watch.ReadAsync()).Name);
    }

    [Theory]
    [InlineData("", "nonsense=1", "", "filter")]
    [InlineData("nonsense", "", "", "project")]
    [InlineData("", "", "secrets", "collections")]
    public async Task A_watch_that_cannot_be_is_refused_with_the_reason(string parent, string filter, string collection, string named)
    {
        var request = new WatchRequest { Parent = parent, Filter = filter, Collections = { collection.Split(',', StringSplitOptions.RemoveEmptyEntries) } };
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            using var watch = await Watching.OpenAsync(server.Process, request);
            await watch.ReadAsync();
        });
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains(named, refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watcher_hears_of_a_commit_at_once()
    {
        var (project, note) = await Http.CreateNoteAsync();
        using var watch = await Watching.OpenAsync(server.Process, new() { Parent = $"projects/{project}" });
        var delays = new List<double>();
        for (var i = 0; i < 50; i++)
        {
            var heard = HearAsync(watch);
            await Http.CreateOccurrenceAsync(project, Samples.Vulnerability(note));
            var answered = Stopwatch.GetTimestamp();
            delays.Add(Math.Max(0, Stopwatch.GetElapsedTime(answered, await heard).TotalMilliseconds));
        }

        var median = delays.Order().ElementAt(delays.Count / 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"median from the answer of a create to its watcher: {median:F2} ms, longest {delays.Max():F2} ms");
        Assert.True(median < 250, $"median {median} ms");
    }

    private static async Task<long> HearAsync(Watching watch)
    {
        await watch.ReadAsync();
        return Stopwatch.GetTimestamp();
    }

    private static (ChangeEvent.Types.Type Type, string Name) Summary(ChangeEvent change) => (change.Type, change.Name);
}
