using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Metadata.Tests.Ingestion;

/// <summary>Says, without the importer, whether a file holds in-toto statements and nothing broken: what the formats' texts require, and no more.</summary>
internal static class StatementOracle
{
    public static bool IsImportable(byte[] file)
    {
        try
        {
            return Documents(file).ToList() is { Count: > 0 } documents && documents.All(IsImportable);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private static IEnumerable<JsonNode?> Documents(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file);
        try
        {
            return [JsonNode.Parse(text)];
        }
        catch (JsonException)
        {
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => JsonNode.Parse(l))];
        }
    }

    private static bool IsImportable(JsonNode? node) => node is JsonObject map && (
        map["dsseEnvelope"] is { } envelope ? IsEnvelope(envelope)
        : map["payload"] is not null ? IsEnvelope(map)
        : map["provenance_summary"]?["provenance"] is JsonArray { Count: > 0 } all ? all.All(p => p?["envelope"] is { } e && IsEnvelope(e))
        : IsStatement(map));

    private static bool IsEnvelope(JsonNode envelope)
    {
        var signatures = envelope["signatures"] as JsonArray ?? [];
        var areSigned = signatures.Count > 0 && signatures.All(s => (string?)s?["sig"] is { Length: > 0 } sig && Decode(sig).Length > 0);
        return areSigned && (string?)envelope["payloadType"] == "application/vnd.in-toto+json" && IsStatement(JsonNode.Parse(Decode((string)envelope["payload"]!)));
    }

    private static bool IsStatement(JsonNode? statement)
    {
        var type = (string?)(statement?["_type"] ?? statement?["type"]);
        var predicateType = (string?)(statement?["predicateType"] ?? statement?["predicate_type"]);
        return type is "https://in-toto.io/Statement/v1" or "https://in-toto.io/Statement/v0.1"
            && predicateType is { Length: > 0 }
            && statement!["subject"] is JsonArray { Count: > 0 } subjects
            && subjects.All(s => s?["digest"] is JsonObject { Count: > 0 } || s?["uri"] is not null);
    }

    private static byte[] Decode(string text)
    {
        var standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        return Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
    }
}
