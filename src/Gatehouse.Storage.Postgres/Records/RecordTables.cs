using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Gatehouse.Metadata.Storage;
using Npgsql;

namespace Gatehouse.Storage.Postgres.Records;

internal static class RecordTables
{
    /// <summary>The columns that <see cref="RecordTable{T}.Read"/> takes, in its order.</summary>
    public const string ReadColumns = "project, location, id, sequence, revision, message";

    public static RecordTable<StoredNote> Notes { get; } = new(
        "note",
        new Dictionary<RecordColumn, string>
        {
            [RecordColumn.ProjectId] = "project",
            [RecordColumn.Id] = "id",
            [RecordColumn.Kind] = "kind",
            [RecordColumn.CreateTime] = "create_time",
            [RecordColumn.UpdateTime] = "update_time",
            [RecordColumn.Severity] = "severity",
            [RecordColumn.CvssScore] = "cvss_score",
        },
        reader => new(new(Project(reader), reader.GetString(1), reader.GetString(2)), Note.Parser.ParseFrom(Bytes(reader)), reader.GetInt64(3), reader.GetInt64(4)),
        record => record.Note,
        record => record.Sequence);

    public static RecordTable<StoredOccurrence> Occurrences { get; } = new(
        "occurrence",
        new Dictionary<RecordColumn, string>(Notes.Columns)
        {
            [RecordColumn.ResourceUri] = "resource_uri",
            [RecordColumn.NoteProjectId] = "note_project",
            [RecordColumn.NoteId] = "note_id",
            [RecordColumn.NoteName] = "note_name",
            [RecordColumn.EffectiveSeverity] = "effective_severity",
            [RecordColumn.FixAvailable] = "fix_available",
        },
        reader => new(new(Project(reader), reader.GetString(1), reader.GetString(2)), Occurrence.Parser.ParseFrom(Bytes(reader)), reader.GetInt64(3), reader.GetInt64(4)),
        record => record.Occurrence,
        record => record.Sequence);

    private static ProjectName Project(NpgsqlDataReader reader) => ProjectName.FromId(reader.GetString(0));

    private static byte[] Bytes(NpgsqlDataReader reader) => reader.GetFieldValue<byte[]>(5);
}
