namespace Gatehouse.Metadata.Filtering;

/// <summary>A place in a filter. Both parts count from 1; columns count UTF-16 code units.</summary>
/// <param name="Line">Null when the filter is a single line.</param>
public readonly record struct FilterPosition(int Column, int? Line = null)
{
    /// <param name="offset">From 0 to the length of the text.</param>
    public static FilterPosition Of(string text, int offset)
    {
        var before = text.AsSpan(0, offset);
        var column = offset - before.LastIndexOf('\n');
        return text.Contains('\n', StringComparison.Ordinal) ? new(column, before.Count('\n') + 1) : new(column);
    }

    public override string ToString() => Line is { } line ? $"line {line}, column {Column}" : $"column {Column}";
}
