using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>A reference to content (OCI image-spec, "Content Descriptors"), as far as it is looked at here.</summary>
internal sealed record OciDescriptor(string MediaType, Digest Digest, long SizeBytes, string ArtifactType)
{
    /// <summary>The descriptors of a member of a manifest or index; those without a sha256 digest are passed over.</summary>
    /// <returns>Null when the text is no JSON object.</returns>
    public static ImmutableArray<OciDescriptor>? ReadAll(ReadOnlySpan<byte> json, string member)
    {
        try
        {
            var root = JsonElement.Parse(json);
            return root.ValueKind != JsonValueKind.Object ? null
                : root.TryGetProperty(member, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(Read).OfType<OciDescriptor>()]
                : root.TryGetProperty(member, out var one) && Read(one) is { } only ? [only]
                : [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // An escape that is no character is found only when the text is read.
            return null;
        }
    }

    private static OciDescriptor? Read(JsonElement element) => element.ValueKind == JsonValueKind.Object && Digest.TryParse(Text(element, "digest"), out var digest)
        ? new(Text(element, "mediaType"), digest, element.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var bytes) ? bytes : 0, Text(element, "artifactType"))
        : null;

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
