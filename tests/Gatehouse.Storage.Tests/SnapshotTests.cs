using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Sqlite;
using Gatehouse.Storage.Tests.Postgres;
using Google.Protobuf;
using static Gatehouse.Storage.Tests.Contract.Build;

namespace Gatehouse.Storage.Tests;

/// <summary>Snapshots go from any store to any other and say the same afterwards.</summary>
public sealed class SnapshotTests(PostgresFixture postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Snapshot_restored_into_SQLite_says_the_same()
    {
        await using var source = await FillAsync(Open("source"));
        await using var target = Open("target");
        await CheckAsync(source, target, target);
    }

    [Fact]
    public async Task Snapshot_goes_from_SQLite_to_PostgreSQL_and_back()
    {
        await using var source = await FillAsync(Open("source"));
        await using var between = await postgres.CreateStoreAsync();
        await CheckAsync(source, between, between);
        await using var target = Open("target");
        await CheckAsync(between, target, target);
    }

    [Fact]
    public async Task Restore_replaces_what_was_there_and_readers_of_changes_learn_that_they_missed_something()
    {
        await using var source = await FillAsync(Open("source"));
        await using var target = Open("target");
        await target.CommitAsync(Set([.. Enumerable.Range(0, 50).Select(i => CreateProject($"old{i}"))]), Cancellation);

        await target.RestoreAsync(await ReadAsync(source), Origin, Time, Cancellation);

        Assert.Null(await target.FindProjectAsync(Project("old1"), Cancellation));
        Assert.True(await target.GetRevisionAsync(Cancellation) > 50);
        Assert.True(await target.GetTrimmedRevisionAsync(Cancellation) >= 50);
        Assert.Equal(await target.GetRevisionAsync(Cancellation) + 1, Assert.IsType<CommitOutcome.Committed>(await target.CommitAsync(Set(CreateProject("new")), Cancellation)).FirstRevision);
    }

    private SqliteStore Open(string name) => SqliteStore.Open(new() { Path = Path.Combine(_folder, name + ".db") });

    private static async Task<SqliteStore> FillAsync(SqliteStore store)
    {
        var note = Note("shop", "CVE-2026-1");
        await store.CommitAsync(Set(CreateProject("shop"), CreateNote(note)), Cancellation);
        await store.CommitAsync(Set([.. Enumerable.Range(0, 2_500).Select(i => CreateOccurrence(Occurrence("shop", $"o{i}"), note, o => o.Remediation = $"do {i} \0 ü"))]), Cancellation);
        await store.CommitAsync(Set(new RecordWrite.PutDocument("policies", "projects/shop", "shop", new byte[] { 0, 1, 255 }, 0)), Cancellation);
        await store.CommitAsync(Set(new RecordWrite.DeleteOccurrence(Occurrence("shop", "o7"))), Cancellation);
        return store;
    }

    private static async Task CheckAsync(ISnapshotStore source, ISnapshotStore target, IRecordStore records)
    {
        var before = await ReadAsync(source);
        await target.RestoreAsync(before, Origin, Time, Cancellation);
        var after = await ReadAsync(target);

        // The restore itself is a change of its own, and the head follows it.
        Assert.Equal(before.Skip(1).Select(Text), after.Skip(1).SkipLast(1).Select(Text));
        Assert.NotNull(await records.FindOccurrenceAsync(Occurrence("shop", "o8"), Cancellation));
    }

    private static async Task<List<SnapshotItem>> ReadAsync(ISnapshotStore store)
    {
        var items = new List<SnapshotItem>();
        await foreach (var item in store.ReadSnapshotAsync(Cancellation))
        {
            items.Add(item);
        }

        return items;
    }

    private static string Text(SnapshotItem item) => item switch
    {
        SnapshotItem.Note note => $"note {note.Sequence} {note.Revision} {ByteString.CopyFrom(note.Wire.Span).ToBase64()}",
        SnapshotItem.Occurrence occurrence => $"occurrence {occurrence.Sequence} {occurrence.Revision} {ByteString.CopyFrom(occurrence.Wire.Span).ToBase64()}",
        SnapshotItem.Document { Value: var document } => $"{document.Collection} {document.Key} {document.Revision} {ByteString.CopyFrom(document.Content.Span).ToBase64()}",
        _ => item.ToString(),
    };
}
