using System.Text.Json;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Statements;

/// <summary>What a statement is about or mentions (in-toto attestation framework, "ResourceDescriptor"). At least one of uri, digest and content is there.</summary>
public sealed record ResourceDescriptor
{
    public string Name { get; init; } = "";

    public string Uri { get; init; } = "";

    public DigestSet Digest { get; init; } = DigestSet.Empty;

    /// <summary>The thing itself, where it is small.</summary>
    public byte[]? Content { get; init; }

    public string DownloadLocation { get; init; } = "";

    public string MediaType { get; init; } = "";

    /// <summary>An object; null when absent.</summary>
    public JsonElement? Annotations { get; init; }

    public static Outcome<ResourceDescriptor> Parse(ReadOnlySpan<byte> json) => StrictJson.ReadObject(json, ReadValid);

    /// <summary>As it stands, without the rule that one of uri, digest and content is there; older predicates leave it to the reader.</summary>
    public static ResourceDescriptor Read(JsonObjectReader json)
    {
        _ = json.OptionalObject("annotations");
        return new()
        {
            Name = json.OptionalString("name") ?? "",
            Uri = json.OptionalString("uri") ?? "",
            Digest = json.Has("digest") ? new(json.StringMap("digest")) : DigestSet.Empty,
            Content = json.OptionalBytes("content"),
            DownloadLocation = json.OptionalString("downloadLocation") ?? json.OptionalString("download_location") ?? "",
            MediaType = json.OptionalString("mediaType") ?? json.OptionalString("media_type") ?? "",
            Annotations = json.Find("annotations"),
        };
    }

    public static ResourceDescriptor ReadValid(JsonObjectReader json)
    {
        var read = Read(json);
        if (read.Uri.Length == 0 && read.Digest.IsEmpty && read.Content is null)
        {
            json.Refuse("uri", "is missing, and so are digest and content: one of them must say which resource is meant");
        }
        return read;
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteText(writer, "name", Name);
        WriteText(writer, "uri", Uri);
        if (!Digest.IsEmpty)
        {
            writer.WriteStartObject("digest");
            foreach (var (algorithm, value) in Digest.Values.OrderBy(v => v.Key, StringComparer.Ordinal))
            {
                writer.WriteString(algorithm, value);
            }
            writer.WriteEndObject();
        }
        if (Content is not null)
        {
            writer.WriteBase64String("content", Content);
        }
        WriteText(writer, "downloadLocation", DownloadLocation);
        WriteText(writer, "mediaType", MediaType);
        if (Annotations is { } annotations)
        {
            writer.WritePropertyName("annotations");
            annotations.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
    }
}
