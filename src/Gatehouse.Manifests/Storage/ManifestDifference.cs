using System.Collections.Immutable;
using System.Text.Json;

namespace Gatehouse.Manifests.Storage;

/// <summary>One field in which two documents differ.</summary>
/// <param name="Before">As JSON; null when it was not there.</param>
/// <param name="After">As JSON; null when it is not there any more.</param>
public sealed record ManifestDifference(string Path, string? Before, string? After)
{
    /// <summary>All differences, in the order of paths. Lists are compared place by place.</summary>
    public static ImmutableArray<ManifestDifference> Between(JsonElement before, JsonElement after) =>
        [.. Compare("", before, after).OrderBy(d => d.Path, StringComparer.Ordinal)];

    private static IEnumerable<ManifestDifference> Compare(string path, JsonElement? before, JsonElement? after)
    {
        var parts = Parts(before) is { } left && Parts(after) is { } right && before!.Value.ValueKind == after!.Value.ValueKind ? (left, right) : default;
        if (parts.left is null)
        {
            var (old, now) = (before?.GetRawText(), after?.GetRawText());
            return old == now ? [] : [new(path, old, now)];
        }

        return parts.left.Keys.Union(parts.right.Keys).SelectMany(key => Compare(Join(path, key), Part(parts.left, key), Part(parts.right, key)));
    }

    private static JsonElement? Part(Dictionary<string, JsonElement> parts, string key) => parts.TryGetValue(key, out var part) ? part : null;

    private static Dictionary<string, JsonElement>? Parts(JsonElement? element) => element?.ValueKind switch
    {
        JsonValueKind.Object => element.Value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value),
        JsonValueKind.Array => element.Value.EnumerateArray().Index().ToDictionary(p => $"[{p.Index}]", p => p.Item),
        _ => null,
    };

    private static string Join(string path, string key) => path.Length == 0 || key.StartsWith('[') ? path + key : $"{path}.{key}";
}
