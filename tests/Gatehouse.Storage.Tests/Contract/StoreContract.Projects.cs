using Gatehouse.Metadata.Storage;
using static Gatehouse.Storage.Tests.Contract.Build;

namespace Gatehouse.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Created_project_is_found_with_its_time_and_revision()
    {
        var revision = await CommitAsync(CreateProject("shop"));
        Assert.Equal(new StoredProject(Project("shop"), Time, revision), await Records.FindProjectAsync(Project("shop"), Cancellation));
        Assert.Null(await Records.FindProjectAsync(Project("shop2"), Cancellation));
    }

    [Fact]
    public async Task Project_that_exists_is_refused_by_its_name()
    {
        await CommitAsync(CreateProject("shop"));
        Assert.Equal(new(1, WriteRefusalReason.AlreadyExists, "projects/shop"), await RefusedOnceAsync(CreateProject("other"), CreateProject("shop")));
        Assert.Null(await Records.FindProjectAsync(Project("other"), Cancellation));
    }

    [Fact]
    public async Task Projects_are_listed_in_the_order_of_creation_page_by_page()
    {
        await CommitAsync(CreateProject("zeta"), CreateProject("alpha"), CreateProject("mid"));
        var first = await Records.ListProjectsAsync(0, 2, Cancellation);
        Assert.Equal(["zeta", "alpha"], first.Items.Select(p => p.Name.Id));
        var second = await Records.ListProjectsAsync(first.Next!.Sequence, 2, Cancellation);
        Assert.Equal(["mid"], second.Items.Select(p => p.Name.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task Page_that_ends_with_the_last_project_has_no_next()
    {
        await CommitAsync(CreateProject("a"), CreateProject("b"));
        Assert.Null((await Records.ListProjectsAsync(0, 2, Cancellation)).Next);
    }

    [Fact]
    public async Task Deleted_project_takes_its_records_and_their_documents_along()
    {
        var (note, occurrence) = (Note("shop", "n"), Occurrence("shop", "o"));
        await CommitAsync(CreateProject("shop"), CreateProject("shop2"), CreateNote(note), CreateOccurrence(occurrence, note), CreateNote(Note("shop2", "n")));
        await CommitAsync(Put("policies", "projects/shop"), Put("policies", note.ToString()), Put("policies", occurrence.ToString()), Put("policies", "projects/shop2"));

        await CommitAsync(new RecordWrite.DeleteProject(Project("shop")));

        Assert.Null(await Records.FindProjectAsync(Project("shop"), Cancellation));
        Assert.Null(await Records.FindNoteAsync(note, Cancellation));
        Assert.Null(await Records.FindOccurrenceAsync(occurrence, Cancellation));
        Assert.NotNull(await Records.FindNoteAsync(Note("shop2", "n"), Cancellation));
        var kept = await Documents.ListDocumentsAsync("policies", "", "", 10, Cancellation);
        Assert.Equal("projects/shop2", Assert.Single(kept).Key);
    }

    [Fact]
    public async Task Project_whose_note_is_used_by_another_project_is_not_deleted()
    {
        await CommitAsync(CreateProject("advisories"), CreateProject("shop"), CreateNote(Note("advisories", "n")));
        await CommitAsync(CreateOccurrence(Occurrence("shop", "o"), Note("advisories", "n")));
        var refusal = await RefusedOnceAsync(new RecordWrite.DeleteProject(Project("advisories")));
        Assert.Equal(new(0, WriteRefusalReason.NoteInUse, "projects/shop/occurrences/o"), refusal);
        Assert.NotNull(await Records.FindNoteAsync(Note("advisories", "n"), Cancellation));

        await CommitAsync(new RecordWrite.DeleteProject(Project("shop")), new RecordWrite.DeleteProject(Project("advisories")));
        Assert.Empty((await Records.ListProjectsAsync(0, 10, Cancellation)).Items);
    }

    [Fact]
    public async Task Missing_project_is_not_deleted() =>
        Assert.Equal(new(0, WriteRefusalReason.NotFound, "projects/shop"), await RefusedOnceAsync(new RecordWrite.DeleteProject(Project("shop"))));

    [Fact]
    public async Task Project_created_again_is_empty()
    {
        await CommitAsync(CreateProject("shop"), CreateNote(Note("shop", "n")));
        await CommitAsync(new RecordWrite.DeleteProject(Project("shop")), CreateProject("shop"));
        Assert.Empty((await Records.ListNotesAsync(new() { Project = Project("shop") }, Cancellation)).Items);
    }

    private static RecordWrite.PutDocument Put(string collection, string key, long? expectedRevision = null, byte content = 1) =>
        new(collection, key, "", new[] { content }, expectedRevision);
}
