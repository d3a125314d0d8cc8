using System.Collections.Frozen;

namespace Gatehouse.Admission.Reviews;

/// <summary>Reads annotations of an object, and nothing else.</summary>
internal static class ObjectMetadataReader
{
    public static FrozenDictionary<string, string> ReadAnnotations(JsonWalker walker)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        walker.Start();
        walker.Object("request.object", (ref walker, name) =>
        {
            if (name == "metadata")
            {
                ReadMetadata(ref walker, annotations);
            }
            else
            {
                walker.Skip();
            }
        });
        return annotations.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void ReadMetadata(ref JsonWalker walker, Dictionary<string, string> annotations) => walker.Object("request.object.metadata", (ref walker, name) =>
    {
        if (name == "annotations")
        {
            walker.Object("request.object.metadata.annotations", (ref walker, key) => annotations[key] = walker.Text($"request.object.metadata.annotations[{key}]"));
        }
        else
        {
            walker.Skip();
        }
    });
}
