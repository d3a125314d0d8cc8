using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Occurrences;
using Gatehouse.Metadata.Storage;
using Google.Protobuf;
using static Gatehouse.Storage.Tests.Contract.Build;
using State = Gatehouse.Grafeas.V1.VulnerabilityAssessmentNote.Types.Assessment.Types.State;

namespace Gatehouse.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Records_come_back_byte_for_byte_with_fields_this_version_does_not_know()
    {
        var note = Note("shop", "it's \"odd\"; DROP TABLE note; --%_ü𝄞");
        var unknown = Grafeas.V1.Occurrence.Parser.ParseFrom([.. OccurrenceMessage(Occurrence("shop", "o"), note).ToByteArray(), 0xFA, 0x7F, 3, 1, 2, 3]);
        await CommitAsync(CreateProject("shop"), CreateNote(note), new RecordWrite.CreateOccurrence(Occurrence("shop", "o"), unknown));

        Assert.Equal(unknown.ToByteArray(), (await Records.FindOccurrenceAsync(Occurrence("shop", "o"), Cancellation))!.Occurrence.ToByteArray());
        Assert.Equal(note, (await Records.FindNoteAsync(note, Cancellation))!.Name);
    }

    [Fact]
    public async Task Every_write_that_cannot_be_made_is_listed_and_none_is_made()
    {
        var note = Note("shop", "n");
        await CommitAsync(CreateProject("shop"), CreateNote(note), CreateOccurrence(Occurrence("shop", "taken"), note));

        var refusals = await RefusedAsync(
            CreateNote(note),
            CreateNote(Note("nowhere", "n")),
            CreateOccurrence(Occurrence("shop", "a"), Note("shop", "absent")),
            CreateOccurrence(Occurrence("shop", "b"), note, o => o.Kind = NoteKind.Build),
            CreateOccurrence(Occurrence("shop", "good"), note),
            CreateOccurrence(Occurrence("shop", "taken"), note),
            new RecordWrite.DeleteOccurrence(Occurrence("shop", "absent")));

        Assert.Equal(
            [
                new(0, WriteRefusalReason.AlreadyExists, note.ToString()),
                new(1, WriteRefusalReason.ProjectNotFound, "projects/nowhere"),
                new(2, WriteRefusalReason.NoteNotFound, "projects/shop/notes/absent"),
                new(3, WriteRefusalReason.KindMismatch, "VULNERABILITY"),
                new(5, WriteRefusalReason.AlreadyExists, "projects/shop/occurrences/taken"),
                new(6, WriteRefusalReason.NotFound, "projects/shop/occurrences/absent"),
            ],
            refusals);
        Assert.Null(await Records.FindOccurrenceAsync(Occurrence("shop", "good"), Cancellation));
        Assert.Equal(3, await Changes.GetRevisionAsync(Cancellation));
    }

    [Fact]
    public async Task Update_needs_the_revision_it_was_made_from()
    {
        var (note, name) = (Note("shop", "n"), Occurrence("shop", "o"));
        var first = await CommitAsync(CreateProject("shop"), CreateNote(note), CreateOccurrence(name, note));
        var changed = OccurrenceMessage(name, note, o => o.Remediation = "upgrade");

        var second = await CommitAsync(new RecordWrite.UpdateOccurrence(name, changed, first + 2));
        var refusal = await RefusedOnceAsync(new RecordWrite.UpdateOccurrence(name, changed, first + 2));

        Assert.Equal(WriteRefusalReason.RevisionMismatch, refusal.Reason);
        var stored = await Records.FindOccurrenceAsync(name, Cancellation);
        Assert.Equal(("upgrade", first + 2, second), (stored!.Occurrence.Remediation, stored.Sequence, stored.Revision));
        Assert.Equal(WriteRefusalReason.NotFound, (await RefusedOnceAsync(new RecordWrite.UpdateNote(Note("shop", "absent"), NoteMessage(note), 1))).Reason);
    }

    [Fact]
    public async Task Note_in_use_stays_and_goes_with_its_document_when_free()
    {
        var (note, name) = (Note("shop", "n"), Occurrence("shop", "o"));
        await CommitAsync(CreateProject("shop"), CreateNote(note), CreateOccurrence(name, note), Put("policies", note.ToString()));
        Assert.Equal(new(0, WriteRefusalReason.NoteInUse, name.ToString()), await RefusedOnceAsync(new RecordWrite.DeleteNote(note)));

        await CommitAsync(new RecordWrite.DeleteOccurrence(name), new RecordWrite.DeleteNote(note));

        Assert.Null(await Records.FindNoteAsync(note, Cancellation));
        Assert.Null(await Documents.FindDocumentAsync("policies", note.ToString(), Cancellation));
    }

    [Fact]
    public async Task Same_request_is_repeated_and_another_under_its_id_is_told()
    {
        var request = new RequestKey("user:ann@example.com", "r1", "print");
        var set = Set(CreateProject("shop"), CreateNote(Note("shop", "n"))) with { Request = request };
        Assert.IsType<CommitOutcome.Committed>(await Records.CommitAsync(set, Cancellation));

        Assert.Equal(["projects/shop", "projects/shop/notes/n"], Assert.IsType<CommitOutcome.Repeated>(await Records.CommitAsync(set, Cancellation)).Names);
        Assert.IsType<CommitOutcome.RequestReused>(await Records.CommitAsync(set with { Request = request with { Fingerprint = "other" } }, Cancellation));
        Assert.IsType<CommitOutcome.Refused>(await Records.CommitAsync(set with { Request = request with { Principal = "user:bob@example.com" } }, Cancellation));
    }

    [Fact]
    public async Task Walk_by_pages_beside_writers_gives_each_earlier_record_once()
    {
        var note = Note("shop", "n");
        await CommitAsync([CreateProject("shop"), CreateNote(note), .. Enumerable.Range(0, 60).Select(i => CreateOccurrence(Occurrence("shop", $"o{i}"), note))]);
        var walked = new List<string>();
        PageCursor? after = null;
        do
        {
            var page = await Records.ListOccurrencesAsync(new() { Project = Project("shop"), Limit = 7, After = after }, Cancellation);
            walked.AddRange(page.Items.Select(o => o.Name.Id));
            after = page.Next;
            if (walked.Count < 60)
            {
                await CommitAsync(CreateOccurrence(Occurrence("shop", $"new{walked.Count}"), note));
            }
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"o{i}"), walked.Take(60));
        Assert.Equal(walked.Count, walked.Distinct().Count());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Order_by_a_column_puts_null_before_every_value_and_pages_through_ties(bool descending)
    {
        var (note, build) = (Note("shop", "n"), Note("shop", "b"));
        await CommitAsync(CreateProject("shop"), CreateNote(note), CreateNote(build, n => n.Kind = NoteKind.Build));
        Severity?[] severities = [Severity.High, null, Severity.Low, Severity.High, null, Severity.Critical];
        await CommitAsync([.. severities.Select((severity, i) => CreateOccurrence(Occurrence("shop", $"o{i}"), severity is null ? build : note, o =>
        {
            o.Kind = severity is null ? NoteKind.Build : NoteKind.Vulnerability;
            o.Vulnerability = severity is null ? null : new() { EffectiveSeverity = severity.Value };
        }))]);

        var walked = new List<string>();
        PageCursor? after = null;
        do
        {
            var page = await Records.ListOccurrencesAsync(new() { Order = new(RecordColumn.EffectiveSeverity, descending), Limit = 2, After = after }, Cancellation);
            walked.AddRange(page.Items.Select(o => o.Name.Id));
            after = page.Next;
        }
        while (after is not null);

        string[] ascending = ["o1", "o4", "o2", "o0", "o3", "o5"];
        Assert.Equal(descending ? ascending.Reverse() : ascending, walked);
    }

    [Fact]
    public async Task Page_that_has_looked_far_enough_goes_on_from_there()
    {
        var note = Note("shop", "n");
        await CommitAsync([CreateProject("shop"), CreateNote(note), .. Enumerable.Range(0, 30).Select(i => CreateOccurrence(Occurrence("shop", $"o{i}"), note, o => o.Remediation = i == 25 ? "this" : "that"))]);
        var query = new RecordQuery { Project = Project("shop"), Filter = Filter("remediation=\"this\""), ScanLimit = 10 };
        var found = new List<string>();
        var pages = 0;
        for (PageCursor? after = null; pages == 0 || after is not null; pages++)
        {
            var page = await Records.ListOccurrencesAsync(query with { After = after }, Cancellation);
            found.AddRange(page.Items.Select(o => o.Name.Id));
            after = page.Next;
        }

        Assert.Equal(["o25"], found);
        Assert.InRange(pages, 3, 4);
    }

    [Fact]
    public async Task Only_named_records_are_listed()
    {
        var note = Note("shop", "n");
        await CommitAsync([CreateProject("shop"), CreateNote(note), .. Enumerable.Range(0, 5).Select(i => CreateOccurrence(Occurrence("shop", $"o{i}"), note))]);
        var query = new RecordQuery { Project = Project("shop"), Only = System.Collections.Frozen.FrozenSet.Create("projects/shop/occurrences/o3", "projects/shop/occurrences/o1", "projects/shop/occurrences/absent") };
        Assert.Equal(["o1", "o3"], (await Records.ListOccurrencesAsync(query, Cancellation)).Items.Select(o => o.Name.Id));
    }

    [Fact]
    public async Task Occurrences_of_a_note_come_from_all_projects_and_from_no_note_of_like_name()
    {
        var note = Note("advisories", "n");
        await CommitAsync(CreateProject("advisories"), CreateProject("a"), CreateProject("ab"), CreateNote(note), CreateNote(Note("advisories", "n", "eu")));
        await CommitAsync(CreateOccurrence(Occurrence("a", "1"), note), CreateOccurrence(Occurrence("ab", "2"), note), CreateOccurrence(Occurrence("a", "3"), Note("advisories", "n", "eu")));
        Assert.Equal(["1", "2"], (await Records.ListOccurrencesAsync(new() { Note = note }, Cancellation)).Items.Select(o => o.Name.Id));
        Assert.Equal(["1", "3"], (await Records.ListOccurrencesAsync(new() { Project = Project("a") }, Cancellation)).Items.Select(o => o.Name.Id));
    }

    [Fact]
    public async Task Summary_counts_by_resource_and_severity_whatever_decides_the_filter()
    {
        var note = Note("shop", "n");
        await CommitAsync(CreateProject("shop"), CreateNote(note));
        (string Uri, Severity Effective, Severity Plain, bool Fix)[] found =
            [("https://b@sha256:1", Severity.High, Severity.Low, true), ("b@sha256-1", Severity.Unspecified, Severity.High, false), ("https://a", Severity.Low, Severity.Low, true)];
        await CommitAsync([.. found.Select((f, i) => CreateOccurrence(Occurrence("shop", $"o{i}"), note, o =>
        {
            (o.ResourceUri, o.Remediation) = (f.Uri, "x");
            o.Vulnerability = new() { EffectiveSeverity = f.Effective, Severity = f.Plain, FixAvailable = f.Fix };
        }))]);

        foreach (var filter in (string[])["kind=\"VULNERABILITY\"", "remediation=\"x\""])
        {
            Assert.Equal(
                [new("https://a", Severity.Low, 1, 1), new("https://b@sha256:1", Severity.High, 1, 2)],
                await Records.SummarizeVulnerabilitiesAsync(new() { Project = Project("shop"), Filter = Filter(filter) }, Cancellation));
        }
    }

    [Fact]
    public async Task Summary_of_open_findings_leaves_out_what_is_fixed_or_does_not_affect()
    {
        var note = Note("shop", "n");
        await CommitAsync(CreateProject("shop"), CreateNote(note));
        State?[] states = [null, State.Affected, State.UnderInvestigation, State.Fixed, State.NotAffected, State.Unspecified];
        await CommitAsync([.. states.Select((state, i) => CreateOccurrence(Occurrence("shop", $"o{i}"), note, o =>
        {
            o.ResourceUri = "https://a";
            o.Vulnerability = new() { EffectiveSeverity = Severity.High, FixAvailable = i % 2 == 0, VexAssessment = state is { } s ? new() { State = s } : null };
        }))]);

        foreach (var filter in (FilterExpression?[])[null, Filter("resourceUrl=\"https://a\"")])
        {
            Assert.Equal(
                [new("https://a", Severity.High, 2, 4)],
                await Records.SummarizeVulnerabilitiesAsync(new() { Project = Project("shop"), Filter = OpenFindings.Within(filter) }, Cancellation));
        }
    }
}
