using Gatehouse.Artifacts.Names;
using Gatehouse.Fakes.Filters;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Tests.Postgres;

public sealed class PostgresRecordTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_agree_with_the_evaluator_on_generated_filters()
    {
        await using var store = await postgres.CreateStoreAsync();
        var records = await FillAsync(store, 300);
        var generator = new FilterGenerator(7, FilterSchema.Occurrences);
        for (var i = 0; i < 1_500; i++)
        {
            var filter = generator.Next();
            var page = await store.ListOccurrencesAsync(new() { Filter = filter, Limit = 1_000 }, Cancellation);
            Assert.Equal(records.Where(r => FilterEvaluator.Matches(filter, r)).Select(r => r.Name), page.Items.Select(r => r.Name.ToString()));
            Assert.Null(page.Next);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Pages_in_any_order_hold_every_record_once(bool descending)
    {
        await using var store = await postgres.CreateStoreAsync();
        var records = await FillAsync(store, 100);
        foreach (var column in Enum.GetValues<RecordColumn>())
        {
            var names = new List<string>();
            var query = new RecordQuery { Order = new(column, descending), Limit = 7 };
            for (RecordPage<StoredOccurrence>? page = null; page is null || page.Next is not null; names.AddRange(page.Items.Select(r => r.Name.ToString())))
            {
                page = await store.ListOccurrencesAsync(query with { After = page?.Next }, Cancellation);
            }

            Assert.Equal((await store.ListOccurrencesAsync(query with { Limit = 1_000 }, Cancellation)).Items.Select(r => r.Name.ToString()), names);
            Assert.Equal(records.Select(r => r.Name).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Resource_with_a_zero_character_is_found_exactly_and_returned_as_written()
    {
        await using var store = await postgres.CreateStoreAsync();
        await store.CommitAsync(PostgresRecords.Start, Cancellation);
        string[] resources = ["a\0b", "a\u0001b", "a\u0001\u0001b", "ab", new string('x', 10_000)];
        await store.CommitAsync(PostgresRecords.Set([.. resources.Select((r, i) => PostgresRecords.Create($"{i}", r))]), Cancellation);
        foreach (var resource in resources)
        {
            var field = new FieldPath("resource_uri", [], RecordColumn.ResourceUri);
            var filter = new FilterExpression.Comparison(field, ComparisonOperator.Equal, new FilterValue.Text(resource));
            Assert.Equal(resource, Assert.Single((await store.ListOccurrencesAsync(new() { Filter = filter }, Cancellation)).Items).Occurrence.ResourceUri);
            Assert.Equal(resource, Assert.Single(await store.ListChangesAsync(new() { ResourceUri = resource }, Cancellation)).ResourceUri);
        }
    }

    [Fact]
    public async Task Note_in_use_stays_and_a_deleted_project_leaves_nothing()
    {
        await using var store = await postgres.CreateStoreAsync();
        await store.CommitAsync(PostgresRecords.Start, Cancellation);
        var other = ProjectName.FromId("q");
        var user = new OccurrenceName(other, "", "o");
        var occurrence = PostgresRecords.Create("x").Occurrence.Clone();
        occurrence.Name = user.ToString();
        await store.CommitAsync(PostgresRecords.Set(new RecordWrite.CreateProject(other, PostgresRecords.Time), new RecordWrite.CreateOccurrence(user, occurrence)), Cancellation);

        var refused = await store.CommitAsync(
            PostgresRecords.Set(PostgresRecords.Create("kept-out"), new RecordWrite.DeleteNote(PostgresRecords.Note), new RecordWrite.DeleteProject(PostgresRecords.Project)), Cancellation);
        Assert.Equal(
            [(1, WriteRefusalReason.NoteInUse, true), (2, WriteRefusalReason.NoteInUse, true)],
            Assert.IsType<CommitOutcome.Refused>(refused).Refusals.Select(r => (r.Index, r.Reason, r.Subject.Contains("/occurrences/", StringComparison.Ordinal))));
        Assert.Null(await store.FindOccurrenceAsync(PostgresRecords.Name("kept-out"), Cancellation));

        await store.CommitAsync(PostgresRecords.Set(
            new RecordWrite.PutDocument("policies", user.ToString(), "q", new byte[] { 1 }, null),
            new RecordWrite.PutDocument("policies", "projects/q", "q", new byte[] { 1 }, null),
            new RecordWrite.PutDocument("policies", "projects/q2", "q2", new byte[] { 1 }, null)), Cancellation);
        Assert.IsType<CommitOutcome.Committed>(await store.CommitAsync(PostgresRecords.Set(new RecordWrite.DeleteProject(other)), Cancellation));
        Assert.Null(await store.FindProjectAsync(other, Cancellation));
        Assert.Null(await store.FindOccurrenceAsync(user, Cancellation));
        Assert.Equal("projects/q2", Assert.Single(await store.ListDocumentsAsync("policies", "", "", 10, Cancellation)).Key);
    }

    [Fact]
    public async Task Repeated_request_is_answered_with_what_it_wrote_and_a_reused_id_is_told()
    {
        await using var store = await postgres.CreateStoreAsync();
        await store.CommitAsync(PostgresRecords.Start, Cancellation);
        var set = PostgresRecords.Set(PostgresRecords.Create("a")) with { Request = new("user:a", "r", "f") };
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.CommitAsync(set, Cancellation).AsTask()));
        Assert.Single(outcomes.OfType<CommitOutcome.Committed>());
        Assert.All(outcomes.OfType<CommitOutcome.Repeated>(), o => Assert.Equal([PostgresRecords.Name("a").ToString()], o.Names));
        Assert.Equal(3, outcomes.OfType<CommitOutcome.Repeated>().Count());
        Assert.IsType<CommitOutcome.RequestReused>(await store.CommitAsync(set with { Request = new("user:a", "r", "g") }, Cancellation));
    }

    [Fact]
    public async Task Refused_set_does_not_disturb_those_it_shares_a_transaction_with()
    {
        await using var store = await postgres.CreateStoreAsync();
        await store.CommitAsync(PostgresRecords.Start, Cancellation);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => store.CommitAsync(
            PostgresRecords.Set(PostgresRecords.Create($"{i}"), PostgresRecords.Create(i % 2 == 0 ? $"{i}" : $"{i}-b")), Cancellation).AsTask()));
        Assert.Equal(50, outcomes.OfType<CommitOutcome.Refused>().Count());
        Assert.Equal(102, await store.GetRevisionAsync(Cancellation));
    }

    [Fact]
    public async Task Newer_schema_is_refused()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var store = PostgresFixture.Open(database);
        Assert.Equal(["0001-records"], await store.MigrateAsync(Cancellation));
        Assert.Empty(await store.MigrateAsync(Cancellation));
        await using var connection = new Npgsql.NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var command = new Npgsql.NpgsqlCommand("INSERT INTO migration (number, name) VALUES (99, 'later')", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        Assert.Contains("schema 99", (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.MigrateAsync(Cancellation).AsTask())).Message, StringComparison.Ordinal);
    }

    /// <summary>Stores generated occurrences with the notes they refer to; gives them as they read, in order of creation.</summary>
    private static async Task<Occurrence[]> FillAsync(IRecordStore store, int count)
    {
        var generator = new RecordGenerator(11);
        var records = Enumerable.Range(0, count).Select(_ => generator.NextOccurrence()).DistinctBy(o => o.Name).ToArray();
        var notes = records.DistinctBy(o => o.NoteName).ToDictionary(o => o.NoteName, o => o.Kind);
        records = [.. records.Where(o => notes[o.NoteName] == o.Kind)];
        var projects = records.Select(o => OccurrenceName.Parse(o.Name).Project).Concat(notes.Keys.Select(n => NoteName.Parse(n).Project)).Distinct();
        var outcome = await store.CommitAsync(
            PostgresRecords.Set(
            [
                .. projects.Select(p => new RecordWrite.CreateProject(p, PostgresRecords.Time)),
                .. notes.Select(n => new RecordWrite.CreateNote(NoteName.Parse(n.Key), new() { Name = n.Key, Kind = n.Value })),
                .. records.Select(o => new RecordWrite.CreateOccurrence(OccurrenceName.Parse(o.Name), o)),
            ]),
            Cancellation);
        Assert.IsType<CommitOutcome.Committed>(outcome);
        return records;
    }
}
