using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Tests.Postgres;

/// <summary>The smallest writes that a store takes.</summary>
internal static class PostgresRecords
{
    public static readonly ProjectName Project = ProjectName.FromId("p");
    public static readonly NoteName Note = new(Project, "", "n");
    public static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static WriteSet Set(params RecordWrite[] writes) => new([.. writes], new("user:a", "", "test"), Time);

    public static WriteSet Start => Set(
        new RecordWrite.CreateProject(Project, Time),
        new RecordWrite.CreateNote(Note, new() { Name = Note.ToString(), Kind = NoteKind.Vulnerability }));

    public static OccurrenceName Name(string id) => new(Project, "", id);

    public static RecordWrite.CreateOccurrence Create(string id, string resource = "https://host/r@sha256:aa") => new(
        Name(id),
        new()
        {
            Name = Name(id).ToString(),
            NoteName = Note.ToString(),
            Kind = NoteKind.Vulnerability,
            ResourceUri = resource,
            Vulnerability = new() { Severity = Severity.High },
        });
}
