using Gatehouse.Access;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Ingestion;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.Tests.V1Beta1;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>An importer on a store of its own with one project.</summary>
internal sealed class ImportFixture
{
    private readonly RecordsInMemory _records = new();
    private readonly ReportImporter _importer;

    private ImportFixture(Func<IRecordStore, IRecordStore>? wrap) =>
        _importer = new(wrap?.Invoke(_records) ?? _records, new AccessGuard(_records), Clock);

    public static ProjectName Project { get; } = ProjectName.FromId("shop");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public IRecordStore Store => _records;

    public static async Task<ImportFixture> CreateAsync(Func<IRecordStore, IRecordStore>? wrap = null)
    {
        var fixture = new ImportFixture(wrap);
        await fixture.CommitAsync(new RecordWrite.CreateProject(Project, fixture.Clock.GetUtcNow()));
        return fixture;
    }

    public async Task CommitAsync(params RecordWrite[] writes) =>
        Assert.IsType<CommitOutcome.Committed>(await _records.CommitAsync(new([.. writes], new("user:ann@example.com", "", "test"), Clock.GetUtcNow()), Cancellation));

    public async Task<ImportCounts> ImportAsync(ImportedReport report)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        return (await _importer.ImportAsync(Project, report, new(new Caller("user:ci@example.com", [], "", []), Cancellation))).Counts;
    }

    public async Task<ImportCounts> ImportAsync(string format, string report) => await ImportAsync(await Reports.GetAsync(format, report));

    public async Task<long> GetRevisionAsync() => await _records.GetRevisionAsync(Cancellation);

    public async Task<IReadOnlyList<StoredOccurrence>> ListAsync() => (await _records.ListOccurrencesAsync(new() { Project = Project, Limit = 100_000 }, Cancellation)).Items;

    public async Task<StoredOccurrence> FindingAsync(string note) => Assert.Single(await ListAsync(), o => o.Occurrence.NoteName.EndsWith("/" + note, StringComparison.Ordinal));

    public async Task<Note> NoteAsync(string id) => (await _records.FindNoteAsync(new(Project, "", id), Cancellation))!.Note;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
