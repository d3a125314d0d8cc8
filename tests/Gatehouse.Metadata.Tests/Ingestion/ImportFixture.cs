using Gatehouse.Access;
using Gatehouse.Artifacts.Names;
using Gatehouse.Fakes.Access;
using Gatehouse.Fakes.Storage;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Composition;
using Gatehouse.Metadata.Ingestion;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>An importer, as the host composes it, on a store of its own with one project.</summary>
internal sealed class ImportFixture
{
    private const string Principal = "user:ci@example.com";
    private readonly InMemoryStore _records = new();
    private readonly ReportImporter _importer;

    private ImportFixture(Func<IRecordStore, IRecordStore>? wrap)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(wrap?.Invoke(_records) ?? _records);
        services.AddSingleton<IDocumentStore>(new AdministratorPolicy(_records, Principal));
        services.AddSingleton<IAuditStore>(_records);
        services.AddSingleton<IChangeStore>(_records);
        services.AddMetadata();
        services.AddIngestion();
        _importer = services.BuildServiceProvider().GetRequiredService<ReportImporter>();
    }

    public static ProjectName Project { get; } = ProjectName.FromId("shop");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

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
        return (await _importer.ImportAsync(Project, report, new(new Caller(Principal, [], "", []), Cancellation))).Counts;
    }

    public async Task<ImportCounts> ImportAsync(string format, string report) => await ImportAsync(await Reports.GetAsync(format, report));

    public async Task<long> GetRevisionAsync() => await _records.GetRevisionAsync(Cancellation);

    public async Task<IReadOnlyList<StoredOccurrence>> ListAsync() => (await _records.ListOccurrencesAsync(new() { Project = Project, Limit = 100_000 }, Cancellation)).Items;

    public async Task<StoredOccurrence> FindingAsync(string note) => Assert.Single(await ListAsync(), o => o.Occurrence.NoteName.EndsWith("/" + note, StringComparison.Ordinal));

    public async Task<Note> NoteAsync(string id) => (await _records.FindNoteAsync(new(Project, "", id), Cancellation))!.Note;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
