using System.Collections.Frozen;

namespace Gatehouse.Admission.Reviews;

/// <summary>Reads labels and annotations of an object, and nothing else.</summary>
internal static class ObjectMetadataReader
{
    private const string At = "request.object.metadata";

    public static (FrozenDictionary<string, string> Labels, FrozenDictionary<string, string> Annotations) Read(JsonWalker walker)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        walker.Start();
        walker.Object("request.object", (ref walker, name) =>
        {
            if (name == "metadata")
            {
                ReadMetadata(ref walker, labels, annotations);
            }
            else
            {
                walker.Skip();
            }
        });
        return (labels.ToFrozenDictionary(StringComparer.Ordinal), annotations.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static void ReadMetadata(ref JsonWalker walker, Dictionary<string, string> labels, Dictionary<string, string> annotations) => walker.Object(At, (ref walker, name) =>
    {
        var map = name switch { "labels" => labels, "annotations" => annotations, _ => null };
        if (map is null)
        {
            walker.Skip();
        }
        else
        {
            walker.Object($"{At}.{name}", (ref walker, key) => map[key] = walker.Text($"{At}.{name}[{key}]"));
        }
    });
}
