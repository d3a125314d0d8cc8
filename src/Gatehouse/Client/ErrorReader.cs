using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Host.Client;

/// <summary>Reads the error envelope of an answer; whatever else answers (a proxy, another program) is quoted.</summary>
internal static class ErrorReader
{
    private const int QuotedCharacters = 300;

    public static ServerError Read(int httpStatus, string body)
    {
        try
        {
            if (JsonNode.Parse(body)?["error"] is JsonObject error)
            {
                return new((string?)error["status"] ?? "UNKNOWN", (string?)error["message"] ?? "", httpStatus, [.. Violations(error)]);
            }
        }
        catch (JsonException)
        {
            // Not ours: quoted below.
        }

        return new("UNKNOWN", $"HTTP {httpStatus}: {(body.Length > QuotedCharacters ? body[..QuotedCharacters] + "…" : body)}", httpStatus, []);
    }

    private static IEnumerable<string> Violations(JsonObject error) =>
        from detail in error["details"] as JsonArray ?? []
        from violation in detail?["fieldViolations"] as JsonArray ?? []
        let field = (string?)violation?["field"] ?? ""
        select field.Length == 0 ? (string?)violation?["description"] : $"{field}: {(string?)violation?["description"]}";
}
