using Gatehouse.Artifacts.Content;
using Gatehouse.Artifacts.Names;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Fakes.Storage;

/// <summary>The columns of a record, taken from its message; null where the message that holds the field is not set.</summary>
internal static class ColumnValues
{
    public static FilterValue? Of(NoteName name, Note note, RecordColumn column) => column switch
    {
        RecordColumn.ProjectId => new FilterValue.Text(name.Project.Id),
        RecordColumn.Id => new FilterValue.Text(name.Id),
        RecordColumn.Kind => new FilterValue.EnumNumber((int)note.Kind),
        RecordColumn.CreateTime => Time(note.CreateTime),
        RecordColumn.UpdateTime => Time(note.UpdateTime),
        RecordColumn.Severity => note.Vulnerability is { } v ? new FilterValue.EnumNumber((int)v.Severity) : null,
        RecordColumn.CvssScore => note.Vulnerability is { } v ? Number(v.CvssScore) : null,
        _ => null,
    };

    public static FilterValue? Of(OccurrenceName name, Occurrence occurrence, RecordColumn column) => column switch
    {
        RecordColumn.ProjectId => new FilterValue.Text(name.Project.Id),
        RecordColumn.Id => new FilterValue.Text(name.Id),
        RecordColumn.Kind => new FilterValue.EnumNumber((int)occurrence.Kind),
        RecordColumn.ResourceUri => new FilterValue.Text(ResourceUri.Canonicalize(occurrence.ResourceUri)),
        RecordColumn.NoteProjectId => new FilterValue.Text(NoteName.Parse(occurrence.NoteName).Project.Id),
        RecordColumn.NoteId => new FilterValue.Text(NoteName.Parse(occurrence.NoteName).Id),
        RecordColumn.NoteName => new FilterValue.Text(occurrence.NoteName),
        RecordColumn.CreateTime => Time(occurrence.CreateTime),
        RecordColumn.UpdateTime => Time(occurrence.UpdateTime),
        _ => occurrence.Vulnerability is { } vulnerability ? Of(vulnerability, column) : null,
    };

    private static FilterValue? Of(VulnerabilityOccurrence vulnerability, RecordColumn column) => column switch
    {
        RecordColumn.Severity => new FilterValue.EnumNumber((int)vulnerability.Severity),
        RecordColumn.EffectiveSeverity => new FilterValue.EnumNumber((int)vulnerability.EffectiveSeverity),
        RecordColumn.CvssScore => Number(vulnerability.CvssScore),
        RecordColumn.FixAvailable => new FilterValue.Boolean(vulnerability.FixAvailable),
        _ => null,
    };

    /// <summary>Null sorts before every value.</summary>
    public static int Compare(FilterValue? left, FilterValue? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (FilterValue.Text a, FilterValue.Text b) => CodePoints.Compare(a.Value, b.Value),
        (FilterValue.EnumNumber a, FilterValue.EnumNumber b) => a.Value.CompareTo(b.Value),
        (FilterValue.Number a, FilterValue.Number b) => a.Value.CompareTo(b.Value),
        (FilterValue.Boolean a, FilterValue.Boolean b) => a.Value.CompareTo(b.Value),
        (FilterValue.Timestamp a, FilterValue.Timestamp b) => a.UnixNanoseconds.CompareTo(b.UnixNanoseconds),
        _ => throw new ArgumentException($"{left} and {right} are not of one column."),
    };

    private static FilterValue.Number? Number(double value) => double.IsNaN(value) ? null : new(value);

    private static FilterValue.Timestamp? Time(Timestamp? time) => time is null ? null : new(((Int128)time.Seconds * 1_000_000_000) + time.Nanos);
}
