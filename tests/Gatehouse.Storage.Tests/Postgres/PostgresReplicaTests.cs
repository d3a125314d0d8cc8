using System.Diagnostics;
using Gatehouse.Metadata.Storage;
using Npgsql;

namespace Gatehouse.Storage.Tests.Postgres;

public sealed class PostgresReplicaTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(2), InlineData(3)]
    public async Task Readers_of_several_replicas_never_see_a_gap_and_sets_are_contiguous(int count)
    {
        var database = await postgres.CreateDatabaseAsync();
        var replicas = Enumerable.Range(0, count).Select(_ => PostgresFixture.Open(database)).ToArray();
        await Task.WhenAll(replicas.Select(r => r.MigrateAsync(Cancellation).AsTask()));
        Assert.IsType<CommitOutcome.Committed>(await replicas[0].CommitAsync(PostgresRecords.Start, Cancellation));

        const int Callers = 4, Rounds = 25, Size = 3;
        using var stop = new CancellationTokenSource();
        var reader = ReadWithoutGapAsync(replicas[^1], stop.Token);
        var firsts = await Task.WhenAll(replicas.SelectMany((r, i) => Enumerable.Range(0, Callers).Select(c => WriteAsync(r, $"{i}-{c}", Rounds, Size))));
        var expected = 2 + (count * Callers * Rounds * Size);
        Assert.Equal(expected, await replicas[0].GetRevisionAsync(Cancellation));
        await stop.CancelAsync();
        await reader;

        var changes = await replicas[0].ListChangesAsync(new() { Limit = 10_000 }, Cancellation);
        Assert.Equal(Enumerable.Range(1, expected).Select(i => (long)i), changes.Select(c => c.Revision));
        foreach (var (first, prefix) in firsts.SelectMany(f => f))
        {
            Assert.Equal(Enumerable.Range(0, Size).Select(i => PostgresRecords.Name($"{prefix}-{i}").ToString()), changes.AsSpan().Slice((int)first - 1, Size).ToArray().Select(c => c.Name));
        }

        foreach (var replica in replicas)
        {
            await replica.DisposeAsync();
        }
    }

    [Fact]
    public async Task Waiter_is_woken_by_a_commit_of_another_replica()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var writer = PostgresFixture.Open(database);
        await using var waiter = new Gatehouse.Storage.Postgres.PostgresStore(new() { ConnectionString = database, ChangePollInterval = TimeSpan.FromMinutes(9) }, TimeProvider.System);
        await writer.MigrateAsync(Cancellation);
        var waiting = waiter.WaitForChangeAsync(0, Cancellation).AsTask();
        await writer.CommitAsync(PostgresRecords.Start, Cancellation);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        // The first wait may have ended by the poll after LISTEN; from here on only notifications can wake.
        for (var i = 0; i < 20; i++)
        {
            var next = waiter.WaitForChangeAsync(2 + i, Cancellation).AsTask();
            await writer.CommitAsync(PostgresRecords.Set(PostgresRecords.Create($"w{i}")), Cancellation);
            var start = Stopwatch.GetTimestamp();
            await next.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
            TestContext.Current.SendDiagnosticMessage($"woken {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0.00} ms after the commit");
        }
    }

    [Fact]
    public async Task Killed_backends_neither_lose_nor_repeat_commits()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var store = PostgresFixture.Open(database);
        await store.MigrateAsync(Cancellation);
        await store.CommitAsync(PostgresRecords.Start, Cancellation);
        using var stop = new CancellationTokenSource();
        var killer = KillBackendsAsync(database, stop.Token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(c => WriteAsync(store, $"{c}", 40, 2)));
        await stop.CancelAsync();
        Assert.True(await killer > 0);

        // Every caller checked its own outcome; a commit made twice would have been refused or have moved the clock further.
        Assert.Equal(2 + (8 * 40 * 2), await store.GetRevisionAsync(Cancellation));
    }

    [Fact]
    public async Task Crashes_of_the_server_neither_lose_nor_repeat_commits()
    {
        await using var server = await PostgresFixture.StartServerAsync();
        await using var store = PostgresFixture.Open(await server.CreateDatabaseAsync(Cancellation));
        await store.MigrateAsync(Cancellation);
        await store.CommitAsync(PostgresRecords.Start, Cancellation);
        var writers = Task.WhenAll(Enumerable.Range(0, 8).Select(c => WriteAsync(store, $"{c}", 150, 2)));
        var crashes = 0;
        while (!writers.IsCompleted && crashes < 3)
        {
            await Task.WhenAny(writers, Task.Delay(150, Cancellation));
            await server.CrashAndRestartAsync(Cancellation);
            crashes++;
        }

        var written = (await writers).SelectMany(w => w).ToArray();
        var refused = await store.CommitAsync(PostgresRecords.Set(PostgresRecords.Create("refused"), PostgresRecords.Create("0-0-0")), Cancellation);
        Assert.Equal([new WriteRefusal(1, WriteRefusalReason.AlreadyExists, PostgresRecords.Name("0-0-0").ToString())], Assert.IsType<CommitOutcome.Refused>(refused).Refusals);
        Assert.Equal(2 + (8 * 150 * 2), await store.GetRevisionAsync(Cancellation));
        var page = await store.ListOccurrencesAsync(new() { Limit = 10_000 }, Cancellation);
        Assert.Null(page.Next);
        Assert.Equal(written.SelectMany(w => new[] { $"{w.Prefix}-0", $"{w.Prefix}-1" }).Order(), page.Items.Select(i => i.Name.Id).Order());
    }

    private static async Task<List<(long First, string Prefix)>> WriteAsync(IRecordStore store, string caller, int rounds, int size)
    {
        var firsts = new List<(long, string)>();
        for (var round = 0; round < rounds; round++)
        {
            var prefix = $"{caller}-{round}";
            var set = PostgresRecords.Set([.. Enumerable.Range(0, size).Select(i => PostgresRecords.Create($"{prefix}-{i}"))]);
            firsts.Add((Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(set, Cancellation)).FirstRevision, prefix));
        }

        return firsts;
    }

    private static async Task ReadWithoutGapAsync(IChangeStore store, CancellationToken stop)
    {
        var seen = 0L;
        while (!stop.IsCancellationRequested)
        {
            foreach (var change in await store.ListChangesAsync(new() { After = seen }, Cancellation))
            {
                Assert.Equal(seen + 1, change.Revision);
                seen = change.Revision;
            }
        }
    }

    private static async Task<int> KillBackendsAsync(string database, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        var killed = 0;
        while (!stop.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'gatehouse'", connection);
            killed += (int)(long)(await command.ExecuteScalarAsync(Cancellation))!;
            await Task.Delay(300, Cancellation);
        }

        return killed;
    }
}
