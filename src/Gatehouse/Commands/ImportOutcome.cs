using System.Globalization;
using System.Text.Json.Nodes;

namespace Gatehouse.Host.Commands;

/// <summary>What came of one file of an import.</summary>
/// <param name="Summary">The server's answer; null when the file was not imported.</param>
/// <param name="Errors">Why not, each with its position.</param>
internal sealed record ImportOutcome(string File, JsonNode? Summary, IReadOnlyList<string> Errors)
{
    public JsonObject ToJson() => Summary is null
        ? new() { ["file"] = File, ["errors"] = new JsonArray([.. Errors.Select(e => JsonValue.Create(e))]) }
        : new() { ["file"] = File, ["summary"] = Summary.DeepClone() };

    public IEnumerable<string> ToRow() => Summary is null
        ? [File, "", "", "", "", "", "", Errors.Count == 1 ? "1 error, not imported" : $"{Errors.Count} errors, not imported"]
        : [File, Tool, Sum("created"), Sum("updated"), Sum("closed"), Sum("reopened"), Sum("unchanged"), Result];

    private string Tool => $"{(string?)Summary?["tool"]} {(string?)Summary?["toolVersion"]}".TrimEnd();

    private string Result =>
        (bool?)Summary?["outdated"] == true ? "older than the last scan, not used"
        : (bool?)Summary?["changed"] == true ? "imported"
        : "nothing changed";

    private string Sum(string change) =>
        (Summary?["occurrences"] as JsonObject ?? []).Sum(kind => (double?)kind.Value?[change] ?? 0).ToString(CultureInfo.InvariantCulture);
}
