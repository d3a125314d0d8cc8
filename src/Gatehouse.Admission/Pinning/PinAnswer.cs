using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Admission.Reviews;

namespace Gatehouse.Admission.Pinning;

/// <summary>Writes the answer of the mutating webhook: a JSON patch (RFC 6902) that replaces each pinned image.</summary>
internal static class PinAnswer
{
    public static ReadOnlyMemory<byte> Write(PinOutcome outcome)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", "AdmissionReview");
            writer.WriteString("apiVersion", outcome.Review.ApiVersion);
            writer.WriteStartObject("response");
            writer.WriteString("uid", outcome.Review.Uid);
            writer.WriteBoolean("allowed", true);
            if (!outcome.Pins.IsEmpty)
            {
                writer.WriteString("patchType", "JSONPatch");
                writer.WriteBase64String("patch", Patch(outcome));
                writer.WriteStartObject("auditAnnotations");
                writer.WriteString("pinned", outcome.Pins.Length.ToString(CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            }

            AdmissionAnswer.WriteWarnings(outcome.Warnings, writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static ReadOnlySpan<byte> Patch(PinOutcome outcome)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var pin in outcome.Pins)
            {
                writer.WriteStartObject();
                writer.WriteString("op", "replace");
                writer.WriteString("path", PointerOf(pin.Image.Field));
                writer.WriteString("value", pin.Pinned);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenSpan;
    }

    /// <summary>From <c>spec.containers[0].image</c> to <c>/spec/containers/0/image</c>; the names on the way need no escapes.</summary>
    private static string PointerOf(string field) => "/" + field.Replace(".", "/", StringComparison.Ordinal).Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
