using System.Collections.Frozen;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>Which paths are exactly a column.</summary>
internal static class RecordColumns
{
    public static FrozenDictionary<string, RecordColumn> OfOccurrences { get; } = new Dictionary<string, RecordColumn>
    {
        ["kind"] = RecordColumn.Kind,
        ["resource_uri"] = RecordColumn.ResourceUri,
        ["note_name"] = RecordColumn.NoteName,
        ["create_time"] = RecordColumn.CreateTime,
        ["update_time"] = RecordColumn.UpdateTime,
        ["vulnerability.severity"] = RecordColumn.Severity,
        ["vulnerability.effective_severity"] = RecordColumn.EffectiveSeverity,
        ["vulnerability.cvss_score"] = RecordColumn.CvssScore,
        ["vulnerability.fix_available"] = RecordColumn.FixAvailable,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<string, RecordColumn> OfNotes { get; } = new Dictionary<string, RecordColumn>
    {
        ["kind"] = RecordColumn.Kind,
        ["create_time"] = RecordColumn.CreateTime,
        ["update_time"] = RecordColumn.UpdateTime,
        ["vulnerability.severity"] = RecordColumn.Severity,
        ["vulnerability.cvss_score"] = RecordColumn.CvssScore,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> SortableFields(FrozenDictionary<string, RecordColumn> columns, IEnumerable<FieldAlias> aliases)
    {
        var parts = aliases.Where(a => a.Column is not null && !a.Name.Contains('_', StringComparison.Ordinal)).Select(a => a.Name);
        return columns.Keys.Select(LowerCamel).Concat(parts).Order(StringComparer.Ordinal);
    }

    private static string LowerCamel(string path)
    {
        var words = path.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }
}
