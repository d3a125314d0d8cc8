using System.Text.Json;

namespace Gatehouse.Metadata.Tests.Filtering;

/// <summary>A line of testdata/filters/cases.jsonl: a filter with either a record and whether it matches, or an error and where.</summary>
/// <param name="Schema">"notes", or absent for occurrences.</param>
internal sealed record FilterCase(string Filter, string? Schema, string? Record, bool Match, string? Error, string? At)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public bool IsAboutNotes => Schema == "notes";

    public static IEnumerable<FilterCase> ReadAll() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "testdata", "filters", "cases.jsonl")).Select(line => JsonSerializer.Deserialize<FilterCase>(line, Json)!);
}
