using Gatehouse.Artifacts.Names;
using Gatehouse.Fakes.Filters;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using static Gatehouse.Storage.Tests.Contract.Build;

namespace Gatehouse.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    private static readonly string[] GeneratedProjects = ["alpha", "beta", "al"];
    private static readonly string[] GeneratedLocations = ["", "eu"];
    private static readonly string[] GeneratedNoteIds = ["CVE-2026-1", "CVE-2026-2", "cve-2026-1", "n"];

    [Fact]
    public async Task Filtered_list_of_occurrences_holds_exactly_what_the_evaluator_accepts()
    {
        var stored = await StoreGeneratedOccurrencesAsync(200);
        var filters = new FilterGenerator(7, FilterSchema.Occurrences);
        for (var i = 0; i < 1_000; i++)
        {
            var text = filters.NextText();
            var filter = Filter(text);
            var expected = stored.Where(o => FilterEvaluator.Matches(filter, o)).Select(o => o.Name);
            var page = await Records.ListOccurrencesAsync(new() { Filter = filter }, Cancellation);
            Assert.True(expected.SequenceEqual(page.Items.Select(o => o.Occurrence.Name)), text);
        }
    }

    [Fact]
    public async Task Filter_of_a_thousand_and_more_alternatives_is_decided()
    {
        await CommitAsync(CreateProject("shop"), CreateNote(Note("shop", "n")), CreateNote(Note("shop", "other")));
        var filter = new FilterExpression.Or([.. Enumerable.Range(0, 1_500).Select(i => $"x{i}").Append("n").Select(id => Filter($"noteId=\"{id}\"", FilterSchema.Notes))]);
        Assert.Equal("n", Assert.Single((await Records.ListNotesAsync(new() { Filter = filter }, Cancellation)).Items).Name.Id);
    }

    /// <summary>Notes of every kind, and occurrences of a note of their kind.</summary>
    private async Task<List<Occurrence>> StoreGeneratedOccurrencesAsync(int count)
    {
        var kinds = Enum.GetValues<NoteKind>().Where(k => k != NoteKind.Unspecified).ToArray();
        var names = from project in GeneratedProjects from location in GeneratedLocations from id in GeneratedNoteIds select Note(project, id, location);
        var notes = names.Select((name, i) => (Name: name, Kind: kinds[i % kinds.Length])).ToArray();
        await CommitAsync([.. GeneratedProjects.Select(CreateProject), .. notes.Select(n => CreateNote(n.Name, note => note.Kind = n.Kind))]);

        var (records, random) = (new RecordGenerator(7), new Random(7));
        var occurrences = Enumerable.Range(0, count).Select(_ => records.NextOccurrence()).ToList();
        foreach (var occurrence in occurrences)
        {
            var choices = notes.Where(n => n.Kind == occurrence.Kind).ToArray();
            occurrence.NoteName = choices[random.Next(choices.Length)].Name.ToString();
        }

        await CommitAsync([.. occurrences.Select(o => new RecordWrite.CreateOccurrence(OccurrenceName.Parse(o.Name), o))]);
        return occurrences;
    }
}
