using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Metadata.Transcoding;
using Google.Protobuf;

namespace Gatehouse.Metadata.Backups;

/// <summary>Records as JSON lines, to be read by people and other programs: <c>{"note":{…}}</c> and <c>{"occurrence":{…}}</c> in proto3 JSON, notes first.</summary>
internal static class ExportFormat
{
    public static string Render(string member, IMessage message) => $$"""{"{{member}}":{{JsonMessages.Format(message)}}}""";

    /// <exception cref="FormatException">It is neither.</exception>
    public static (string Member, string Json) Split(string line)
    {
        try
        {
            if (JsonNode.Parse(line) is JsonObject { Count: 1 } item && item.First() is { Key: "note" or "occurrence", Value: JsonObject value })
            {
                return (item.First().Key, value.ToJsonString());
            }
        }
        catch (JsonException exception)
        {
            throw new FormatException("is not JSON", exception);
        }

        throw new FormatException("is neither {\"note\":{…}} nor {\"occurrence\":{…}}");
    }
}
