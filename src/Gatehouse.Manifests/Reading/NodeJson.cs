using System.Text.Json;

namespace Gatehouse.Manifests.Reading;

/// <summary>Writes a document as JSON with its keys in ordinal order, so that equal documents are equal bytes.</summary>
public static class NodeJson
{
    public static void Write(ManifestNode node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case ManifestNode.Mapping mapping:
                WriteMapping(mapping, writer);
                break;
            case ManifestNode.Sequence sequence:
                writer.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case ManifestNode.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case ManifestNode.Number number:
                writer.WriteRawValue(number.Literal);
                break;
            case ManifestNode.Boolean boolean:
                writer.WriteBooleanValue(boolean.Value);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void WriteMapping(ManifestNode.Mapping mapping, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var entry in mapping.Entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(entry.Key);
            Write(entry.Value, writer);
        }

        writer.WriteEndObject();
    }
}
