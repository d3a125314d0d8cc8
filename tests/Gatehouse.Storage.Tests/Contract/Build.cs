using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Storage.Tests.Contract;

/// <summary>Valid minimums; a test states its difference.</summary>
internal static class Build
{
    public static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly WriteOrigin Origin = new("user:ann@example.com", "192.0.2.7", "containeranalysis.occurrences.create");

    public const string Resource = "https://registry.test/shop/web@sha256:1111";

    public static WriteSet Set(params RecordWrite[] writes) => new([.. writes], Origin, Time);

    public static ProjectName Project(string id) => ProjectName.FromId(id);

    public static NoteName Note(string project, string id, string location = "") => new(Project(project), location, id);

    public static OccurrenceName Occurrence(string project, string id, string location = "") => new(Project(project), location, id);

    public static RecordWrite.CreateProject CreateProject(string id) => new(Project(id), Time);

    public static RecordWrite.CreateNote CreateNote(NoteName name, Action<Note>? change = null) => new(name, NoteMessage(name, change));

    public static RecordWrite.CreateOccurrence CreateOccurrence(OccurrenceName name, NoteName note, Action<Occurrence>? change = null) =>
        new(name, OccurrenceMessage(name, note, change));

    public static Note NoteMessage(NoteName name, Action<Note>? change = null)
    {
        var note = new Note
        {
            Name = name.ToString(),
            Kind = NoteKind.Vulnerability,
            Vulnerability = new(),
            CreateTime = Time.ToTimestamp(),
            UpdateTime = Time.ToTimestamp(),
        };
        change?.Invoke(note);
        return note;
    }

    public static Occurrence OccurrenceMessage(OccurrenceName name, NoteName note, Action<Occurrence>? change = null)
    {
        var occurrence = new Occurrence
        {
            Name = name.ToString(),
            NoteName = note.ToString(),
            ResourceUri = Resource,
            Kind = NoteKind.Vulnerability,
            Vulnerability = new(),
            CreateTime = Time.ToTimestamp(),
            UpdateTime = Time.ToTimestamp(),
        };
        change?.Invoke(occurrence);
        return occurrence;
    }

    public static FilterExpression Filter(string text, FilterSchema? schema = null) => FilterParser.Parse(text, schema ?? FilterSchema.Occurrences) switch
    {
        FilterParseResult.Parsed { Expression: { } expression } => expression,
        var failed => throw new FormatException(failed.ToString()),
    };
}
