using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Admission.Workloads;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Reviews;

/// <summary>Asks about an object that nobody has sent to an API server yet: the review that creating it would cause, as a dry run.</summary>
public static class AdmissionReviewBuilder
{
    private const string DefaultNamespace = "default";

    /// <summary>Whether the document is a review itself.</summary>
    public static bool IsReview(ManifestNode.Mapping document) => Text(document, "kind") == "AdmissionReview";

    /// <summary>Whether the document runs pods.</summary>
    public static bool IsWorkload(ManifestNode.Mapping document) => PodTemplates.FindPath(Text(document, "kind")) is not null;

    /// <summary>The document's kind and name, for people.</summary>
    public static string Describe(ManifestNode.Mapping document) => $"{Text(document, "kind")} {NamespaceOf(document)}/{Text(Metadata(document), "name")}";

    public static ReadOnlyMemory<byte> Wrap(ManifestNode.Mapping document, string uid)
    {
        var version = Text(document, "apiVersion").Split('/');
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", "AdmissionReview");
            writer.WriteString("apiVersion", "admission.k8s.io/v1");
            writer.WriteStartObject("request");
            writer.WriteString("uid", uid);
            writer.WriteStartObject("kind");
            writer.WriteString("group", version.Length == 2 ? version[0] : "");
            writer.WriteString("version", version[^1]);
            writer.WriteString("kind", Text(document, "kind"));
            writer.WriteEndObject();
            writer.WriteStartObject("resource");
            writer.WriteString("group", version.Length == 2 ? version[0] : "");
            writer.WriteString("version", version[^1]);
            writer.WriteString("resource", Text(document, "kind").ToLowerInvariant() + "s");
            writer.WriteEndObject();
            writer.WriteString("namespace", NamespaceOf(document));
            writer.WriteString("name", Text(Metadata(document), "name"));
            writer.WriteString("operation", "CREATE");
            writer.WriteBoolean("dryRun", true);
            writer.WritePropertyName("object");
            NodeJson.Write(document, writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static string NamespaceOf(ManifestNode.Mapping document) => Text(Metadata(document), "namespace") is { Length: > 0 } name ? name : DefaultNamespace;

    private static ManifestNode.Mapping Metadata(ManifestNode.Mapping document) =>
        Find(document, "metadata") as ManifestNode.Mapping ?? new(document.Position, ImmutableArray<ManifestEntry>.Empty);

    private static string Text(ManifestNode.Mapping mapping, string field) => (Find(mapping, field) as ManifestNode.Text)?.Value ?? "";

    private static ManifestNode? Find(ManifestNode.Mapping mapping, string field) => mapping.Entries.FirstOrDefault(e => e.Key == field)?.Value;
}
