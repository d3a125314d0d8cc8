using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>The JSON that is signed: <c>{"targetArtifact":{…}}</c>.</summary>
public static class NotationPayload
{
    public static Outcome<ArtifactDescriptor> Read(ReadOnlySpan<byte> utf8) => StrictJson.ReadObject(utf8, ReadTarget, step: VerificationStep.Payload);

    public static byte[] Render(ArtifactDescriptor artifact)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("targetArtifact");
            writer.WriteString("mediaType", artifact.MediaType);
            writer.WriteString("digest", artifact.Digest);
            writer.WriteNumber("size", artifact.SizeBytes);
            WriteAnnotations(writer, artifact);
            if (artifact.ArtifactType is { } type)
            {
                writer.WriteString("artifactType", type);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteAnnotations(Utf8JsonWriter writer, ArtifactDescriptor artifact)
    {
        if (artifact.Annotations.IsEmpty)
        {
            return;
        }
        writer.WriteStartObject("annotations");
        foreach (var (name, value) in artifact.Annotations.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            writer.WriteString(name, value);
        }
        writer.WriteEndObject();
    }

    private static ArtifactDescriptor? ReadTarget(JsonObjectReader json)
    {
        if (json.RequiredObject("targetArtifact") is not { } target)
        {
            return null;
        }
        if (target.Find("size") is { ValueKind: not JsonValueKind.Number })
        {
            target.Refuse("size", "is not a number");
        }
        return new(target.RequiredString("mediaType"), target.RequiredString("digest"), target.RequiredInteger("size"))
        {
            Annotations = target.StringMap("annotations"),
            ArtifactType = target.OptionalString("artifactType"),
        };
    }
}
