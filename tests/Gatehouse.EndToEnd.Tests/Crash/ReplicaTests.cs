using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Live;
using Gatehouse.EndToEnd.Tests.Servers;
using Gatehouse.Fakes.Postgres;

namespace Gatehouse.EndToEnd.Tests.Crash;

/// <summary>Several servers on one PostgreSQL, and what happens to them when it goes away.</summary>
public sealed class ReplicaTests
{
    private const string Reason = "PostgreSQL is not installed; ./test installs it where it may";

    [Theory, InlineData(2), InlineData(3)]
    public async Task Readers_of_every_replica_see_the_same_changes_in_one_order_without_gaps(int count)
    {
        var binaries = PostgresServer.FindBinaries();
        Assert.SkipWhen(binaries is null, Reason);
        await using var database = await PostgresServer.StartAsync(binaries!, TestContext.Current.CancellationToken);
        await using var replicas = await Replicas.StartAsync(count, await database.CreateDatabaseAsync(TestContext.Current.CancellationToken));
        var (project, note) = await replicas.Clients[0].CreateNoteAsync();
        var streams = new List<EventStream>();
        foreach (var server in replicas.Servers)
        {
            streams.Add(await EventStream.OpenAsync(server, $"parent=projects/{project}&collections=occurrences&afterRevision=-1"));
        }

        var created = (await Task.WhenAll(Enumerable.Range(0, 8).Select(async caller =>
        {
            var names = new List<string>();
            for (var i = 0; i < 40; i++)
            {
                names.Add(await replicas.Clients[(caller + i) % count].CreateOccurrenceAsync(project, Samples.Vulnerability(note)));
            }

            return names;
        }))).SelectMany(n => n).ToArray();

        var seen = await Task.WhenAll(streams.Select(s => s.ReadAsync(created.Length)));
        foreach (var changes in seen)
        {
            var revisions = changes.Select(c => long.Parse((string)c["revision"]!, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(revisions.Distinct().Order(), revisions);
            Assert.Equal(created.Order(StringComparer.Ordinal), changes.Names().Order(StringComparer.Ordinal));
            Assert.Equal(seen[0].Names(), changes.Names());
        }

        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_killed_replica_loses_nothing_it_acknowledged_and_the_other_goes_on()
    {
        var binaries = PostgresServer.FindBinaries();
        Assert.SkipWhen(binaries is null, Reason);
        await using var database = await PostgresServer.StartAsync(binaries!, TestContext.Current.CancellationToken);
        await using var replicas = await Replicas.StartAsync(2, await database.CreateDatabaseAsync(TestContext.Current.CancellationToken));
        var (project, note) = await replicas.Clients[1].CreateNoteAsync();
        var ledger = new Ledger();
        var callers = Enumerable.Range(0, 8).Select(c => new Storm(replicas.Clients[0], ledger, project, note, $"kill/{c}").RunAsync(CancellationToken.None)).ToArray();
        await Eventually.Async(() => ledger.Acknowledged.Count > 200);
        await replicas.Servers[0].KillAsync();
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        await LedgerChecks.CheckAsync(replicas.Clients[1], ledger, project);
        await LedgerChecks.RepeatUnansweredAsync(replicas.Clients[1], ledger);
        await LedgerChecks.CheckAsync(replicas.Clients[1], ledger, project);
    }

    [Fact]
    public async Task A_database_that_crashes_under_load_costs_retries_and_no_record()
    {
        var binaries = PostgresServer.FindBinaries();
        Assert.SkipWhen(binaries is null, Reason);
        await using var database = await PostgresServer.StartAsync(binaries!, TestContext.Current.CancellationToken);
        await using var replicas = await Replicas.StartAsync(1, await database.CreateDatabaseAsync(TestContext.Current.CancellationToken));
        var http = replicas.Clients[0];
        var (project, note) = await http.CreateNoteAsync();
        var acknowledged = 0;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var callers = Enumerable.Range(0, 8).Select(async caller =>
        {
            var names = new List<string>();
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                names.Add(await CreateWithRetriesAsync(http, project, Samples.Vulnerability(note, Storm.ResourceOf($"{caller}/{i}")), $"{caller}/{i}"));
                Interlocked.Increment(ref acknowledged);
            }

            return names;
        }).ToArray();

        await Eventually.Async(() => Volatile.Read(ref acknowledged) > 50);
        await database.CrashAndRestartAsync(TestContext.Current.CancellationToken);
        var after = Volatile.Read(ref acknowledged) + 50;
        await Eventually.Async(() => Volatile.Read(ref acknowledged) > after);
        await stop.CancelAsync();
        var created = (await Task.WhenAll(callers)).SelectMany(n => n);

        Assert.Equal(created.Order(StringComparer.Ordinal), (await http.ListAllAsync($"/v1/projects/{project}/occurrences")).Names().Order(StringComparer.Ordinal));
    }

    /// <summary>As a careful client does: the same request id until there is an answer other than UNAVAILABLE.</summary>
    private static async Task<string> CreateWithRetriesAsync(HttpClient http, string project, string json, string id)
    {
        JsonNode? answer = null;
        await Eventually.Async(async () =>
        {
            (var status, answer) = await http.SendJsonAsync(HttpMethod.Post, $"/v1/projects/{project}/occurrences", json, ("gatehouse-request-id", id));
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, answer.ToJsonString());
            return status == HttpStatusCode.OK;
        });
        return (string)answer!["name"]!;
    }
}
