using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Workloads;
using Gatehouse.Metadata.Calls;

namespace Gatehouse.Admission.Reviews;

/// <summary>
/// The older question of API servers with the plugin ImagePolicyWebhook (<c>imagepolicy.k8s.io/v1alpha1</c>, <c>ImageReview</c>): images and a namespace, nobody who asks and no object.
/// </summary>
internal static class ImageReviews
{
    private const string Version = "imagepolicy.k8s.io/v1alpha1";

    /// <summary>As a review of a pod that would run the images. Throws <c>INVALID_ARGUMENT</c> for anything else.</summary>
    public static AdmissionReview Read(ReadOnlyMemory<byte> body, AdmissionLimits limits, string uid)
    {
        try
        {
            var root = JsonElement.Parse(body.Span);
            var spec = root.GetProperty("spec");
            if (root.GetProperty("kind").GetString() != "ImageReview" || root.GetProperty("apiVersion").GetString() != Version)
            {
                throw Errors.InvalidArgument([new("", $"an ImageReview of {Version} is expected")]);
            }

            var containers = spec.GetProperty("containers");
            if (containers.GetArrayLength() > limits.Images)
            {
                throw Errors.InvalidArgument([new("spec.containers", $"more than {limits.Images} images")]);
            }

            return new()
            {
                ApiVersion = Version,
                Uid = uid,
                Operation = "CREATE",
                Version = "v1",
                Kind = "Pod",
                Resource = "pods",
                Namespace = spec.TryGetProperty("namespace", out var place) ? place.GetString() ?? "" : "",
                Annotations = spec.TryGetProperty("annotations", out var given) && given.ValueKind == JsonValueKind.Object
                    ? given.EnumerateObject().ToFrozenDictionary(a => a.Name, a => a.Value.GetString() ?? "", StringComparer.Ordinal)
                    : FrozenDictionary<string, string>.Empty,
                Images = [.. containers.EnumerateArray().Select((c, i) => new PodImage($"spec.containers[{i}].image", "", c.GetProperty("image").GetString() ?? ""))],
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Errors.InvalidArgument([new("", $"an ImageReview is expected, {{spec: {{containers: [{{image}}], namespace}}}}: {exception.Message}")]);
        }
    }

    public static ReadOnlyMemory<byte> Write(AdmissionOutcome outcome, int messageCharacters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", Version);
            writer.WriteString("kind", "ImageReview");
            writer.WriteStartObject("status");
            writer.WriteBoolean("allowed", outcome.Decision?.Allowed ?? true);
            if (outcome.Decision is { Allowed: false } refused)
            {
                writer.WriteString("reason", AdmissionTexts.Message(refused, messageCharacters));
            }

            if (outcome.Decision is { Id.Length: > 0 } kept)
            {
                writer.WriteStartObject("auditAnnotations");
                writer.WriteString("decision", kept.Id);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
