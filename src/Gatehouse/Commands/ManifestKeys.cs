using System.Text;
using System.Text.Json.Nodes;

namespace Gatehouse.Host.Commands;

/// <summary>The public keys that stand in a policy document, whatever its kind calls the field: a kind that is new cannot trust a key unseen.</summary>
internal static class ManifestKeys
{
    /// <summary>How armored keys begin in Kritis's authorities, which encode them once more.</summary>
    private const string EncodedHeader = "LS0tLS1CRUdJTi";

    /// <returns>Each key with its place, for example <c>spec.require.signedBy[0].keys[0]</c>.</returns>
    public static IEnumerable<(string Field, KeyForms Key)> Find(JsonNode? manifest) =>
        from text in Texts(manifest, "")
        let read = KeyForms.ReadPublic(Decode(text.Value))
        where read.Succeeded
        from key in read.Found
        select (text.Field, key);

    private static IEnumerable<(string Field, string Value)> Texts(JsonNode? node, string place) => node switch
    {
        JsonObject map => map.SelectMany(m => Texts(m.Value, place.Length == 0 ? m.Key : $"{place}.{m.Key}")),
        JsonArray list => list.SelectMany((item, i) => Texts(item, $"{place}[{i}]")),
        JsonValue value when value.TryGetValue(out string? text) => [(place, text)],
        _ => [],
    };

    private static string Decode(string text)
    {
        var bytes = new byte[text.StartsWith(EncodedHeader, StringComparison.Ordinal) ? text.Length : 0];
        return bytes.Length > 0 && Convert.TryFromBase64String(text, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : text;
    }
}
