using System.Diagnostics;
using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Storage.Sqlite;

/// <summary>The columns of records in this database.</summary>
internal static class SqliteColumns
{
    public static string NameOf(RecordColumn column) => column switch
    {
        RecordColumn.ProjectId => "project",
        RecordColumn.Id => "id",
        RecordColumn.Kind => "kind",
        RecordColumn.ResourceUri => "resource",
        RecordColumn.NoteProjectId => "note_project",
        RecordColumn.NoteId => "note_id",
        RecordColumn.NoteName => "('projects/' || note_project || CASE WHEN note_location = '' THEN '' ELSE '/locations/' || note_location END || '/notes/' || note_id)",
        RecordColumn.CreateTime => "create_time",
        RecordColumn.UpdateTime => "update_time",
        RecordColumn.Severity => "severity",
        RecordColumn.EffectiveSeverity => "effective_severity",
        RecordColumn.CvssScore => "cvss_score",
        RecordColumn.FixAvailable => "fix_available",
        _ => throw new UnreachableException(),
    };

    /// <returns>Null when the column does not hold text.</returns>
    public static string? TextOf(RecordColumn column) => column is RecordColumn.ProjectId or RecordColumn.Id or RecordColumn.ResourceUri or RecordColumn.NoteProjectId or RecordColumn.NoteId or RecordColumn.NoteName
        ? NameOf(column)
        : null;

    /// <summary>A value of a row as a cursor keeps it.</summary>
    public static FilterValue? ValueOf(RecordColumn column, object value) => value switch
    {
        DBNull => null,
        string text => new FilterValue.Text(text),
        double number => new FilterValue.Number(number),
        long time when column is RecordColumn.CreateTime or RecordColumn.UpdateTime => new FilterValue.Timestamp(time),
        long boolean when column == RecordColumn.FixAvailable => new FilterValue.Boolean(boolean != 0),
        long number => new FilterValue.EnumNumber((int)number),
        _ => throw new UnreachableException(),
    };

    /// <summary>A value of a cursor as the row has it.</summary>
    public static object ParameterOf(FilterValue value) => value switch
    {
        FilterValue.Text text => text.Value,
        FilterValue.Number number => number.Value,
        FilterValue.Timestamp time => (long)time.UnixNanoseconds,
        FilterValue.Boolean boolean => boolean.Value ? 1L : 0L,
        FilterValue.EnumNumber number => (long)number.Value,
        _ => throw new UnreachableException(),
    };
}
