using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using static Gatehouse.Storage.Tests.Contract.Build;

namespace Gatehouse.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Changes_say_what_who_when_and_where_in_order()
    {
        var (note, name) = (Note("shop", "n"), Occurrence("shop", "o"));
        await CommitAsync(CreateProject("shop"), CreateNote(note), CreateOccurrence(name, note));
        await CommitAsync(new RecordWrite.DeleteOccurrence(name));

        var changes = await Changes.ListChangesAsync(new(), Cancellation);

        Assert.Equal([1L, 2, 3, 4], changes.Select(c => c.Revision));
        Assert.Equal(new Change(3, Time, ChangeType.Created, "occurrences", name.ToString(), "shop", NoteKind.Vulnerability, Resource, Origin), changes[2]);
        Assert.Equal((ChangeType.Deleted, NoteKind.Vulnerability, Resource), (changes[3].Type, changes[3].Kind, changes[3].ResourceUri));
        var canonical = Resource["https://".Length..];
        Assert.Equal([4L, 3], (await Changes.ListChangesAsync(new() { ResourceUri = canonical, Descending = true }, Cancellation)).Select(c => c.Revision));
        Assert.Equal([2L], (await Changes.ListChangesAsync(new() { After = 1, UpTo = 2, ProjectId = "shop" }, Cancellation)).Select(c => c.Revision));
        Assert.Empty(await Changes.ListChangesAsync(new() { Since = Time.AddTicks(1) }, Cancellation));
    }

    [Fact]
    public async Task Concurrent_sets_get_contiguous_revisions_and_readers_see_no_gap()
    {
        await CommitAsync(CreateProject("shop"), CreateNote(Note("shop", "n")));
        var done = false;
        var reader = Task.Run(async () =>
        {
            var seen = 2L;
            while (!Volatile.Read(ref done))
            {
                foreach (var change in await Changes.ListChangesAsync(new() { After = seen }, Cancellation))
                {
                    Assert.Equal(seen + 1, change.Revision);
                    seen = change.Revision;
                }
            }
        }, Cancellation);

        var firsts = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            var writes = Enumerable.Range(0, 5).Select(j => CreateOccurrence(Occurrence("shop", $"o{i}-{j}"), Note("shop", "n")));
            return (i, First: await Task.Run(() => CommitAsync([.. writes]), Cancellation));
        }));
        Volatile.Write(ref done, true);
        await reader;

        Assert.Equal(Enumerable.Range(0, 40).Select(i => 3L + (5 * i)), firsts.Select(f => f.First).Order());
        var changes = await Changes.ListChangesAsync(new() { After = 2 }, Cancellation);
        foreach (var (i, first) in firsts)
        {
            Assert.Equal(Enumerable.Range(0, 5).Select(j => $"projects/shop/occurrences/o{i}-{j}"), changes.Skip((int)first - 3).Take(5).Select(c => c.Name));
        }
    }

    [Fact]
    public async Task Waiting_ends_with_the_next_change_and_at_once_when_there_is_one()
    {
        var waiting = Changes.WaitForChangeAsync(0, Cancellation).AsTask();
        Assert.False(waiting.IsCompleted);
        await CommitAsync(CreateProject("shop"));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await Changes.WaitForChangeAsync(0, Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }

    [Fact]
    public async Task Documents_are_found_listed_by_prefix_and_guarded_by_revision()
    {
        var first = await CommitAsync(Put("tokens", "a/1"), Put("tokens", "a/2"), Put("tokens", "b/1"), Put("other", "a/3"));
        Assert.Equal(first, (await Documents.FindDocumentAsync("tokens", "a/1", Cancellation))!.Revision);
        Assert.Equal(["a/1", "a/2"], (await Documents.ListDocumentsAsync("tokens", "a/", "", 10, Cancellation)).Select(d => d.Key));
        Assert.Equal(["a/2"], (await Documents.ListDocumentsAsync("tokens", "a/", "a/1", 10, Cancellation)).Select(d => d.Key));

        RecordWrite Guarded(long? expected) => new RecordWrite.PutDocument("tokens", "a/1", "", new byte[] { 7 }, expected);
        Assert.Equal(WriteRefusalReason.RevisionMismatch, (await RefusedOnceAsync(Guarded(0))).Reason);
        Assert.Equal(WriteRefusalReason.RevisionMismatch, (await RefusedOnceAsync(Guarded(first + 1))).Reason);
        await CommitAsync(Guarded(first));
        Assert.Equal("07", Convert.ToHexString((await Documents.FindDocumentAsync("tokens", "a/1", Cancellation))!.Content.Span));
        Assert.Equal(WriteRefusalReason.NotFound, (await RefusedOnceAsync(new RecordWrite.DeleteDocument("tokens", "absent", "", null))).Reason);
    }

    [Fact]
    public async Task Refusals_are_listed_newest_first()
    {
        Refusal At(int minute) => new(0, Time.AddMinutes(minute), Origin, "projects/shop", "PERMISSION_DENIED", $"reason {minute}");
        await Audit.AppendRefusalsAsync([At(0), At(1), At(2)], Cancellation);
        var all = await Audit.ListRefusalsAsync(long.MaxValue, null, 10, Cancellation);
        Assert.Equal(["reason 2", "reason 1", "reason 0"], all.Select(r => r.Reason));
        Assert.Equal(["reason 0"], (await Audit.ListRefusalsAsync(all[1].Id, null, 10, Cancellation)).Select(r => r.Reason));
        Assert.Equal(["reason 2", "reason 1"], (await Audit.ListRefusalsAsync(long.MaxValue, Time.AddMinutes(1), 10, Cancellation)).Select(r => r.Reason));
    }

    [Fact]
    public async Task Trim_drops_the_leading_run_of_old_changes_and_remembers_how_far()
    {
        foreach (var (id, days) in ((string, int)[])[("a", 0), ("b", 1), ("c", 10), ("d", 2)])
        {
            await Records.CommitAsync(Set(CreateProject(id)) with { Time = Time.AddDays(days) }, Cancellation);
        }

        await Maintenance.TrimAsync(Time.AddDays(5), Time, Time, Cancellation);

        Assert.Equal(2, await Changes.GetTrimmedRevisionAsync(Cancellation));
        Assert.Equal([3L, 4], (await Changes.ListChangesAsync(new(), Cancellation)).Select(c => c.Revision));
        Assert.Equal(5, await CommitAsync(CreateProject("e")));
    }
}
