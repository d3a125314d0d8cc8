using Gatehouse.Artifacts.Spelling;
using Gatehouse.Metadata.Filtering.Binding;
using Gatehouse.Metadata.Filtering.Syntax;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Filtering;

/// <summary>Reads <c>order_by</c> (AIP-132): one sortable field, and <c>asc</c> (the default) or <c>desc</c>.</summary>
public static class OrderByParser
{
    /// <returns>Null when the text is blank. Throws <see cref="FormatException"/> naming what can be sorted by.</returns>
    public static OrderTerm? Parse(string text, FilterSchema schema)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return null;
        }

        if (text.Contains(',', StringComparison.Ordinal))
        {
            throw new FormatException("expected one field to sort by, not several");
        }

        var direction = words.Length == 1 ? "asc" : words[1];
        if (words.Length > 2 || direction is not ("asc" or "desc"))
        {
            throw new FormatException($"expected FIELD, FIELD asc or FIELD desc, found \"{Excerpt(text)}\"");
        }

        var column = FindColumn(words[0], schema);
        return column is { } known ? new(known, direction == "desc") : throw Unsortable(words[0], schema);
    }

    private static RecordColumn? FindColumn(string field, FilterSchema schema)
    {
        try
        {
            var parts = field.Split('.').Select(n => new PathPart(PathPartKind.Name, n, 0, 0));
            return FieldResolver.Resolve(schema, new([.. parts], field, 0)).Path.Column;
        }
        catch (BindingException)
        {
            return null;
        }
    }

    private static FormatException Unsortable(string field, FilterSchema schema) => schema.SortableFields.Count == 0
        ? new($"records of type {schema.Message.Name} have one order only")
        : new($"\"{Excerpt(field)}\" cannot be sorted by; did you mean \"{NearestName.Find(field, schema.SortableFields)}\"? Sortable are {string.Join(", ", schema.SortableFields)}");

    private static string Excerpt(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
