using System.Text;
using System.Text.Json;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Admission.Tests.Plugins;

/// <summary>Objects of the cluster from text.</summary>
internal static class Objects
{
    public static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static JsonElement Yaml(ReadOnlySpan<byte> yaml)
    {
        var errors = new ManifestErrors("case");
        var node = Assert.Single(ManifestReader.Read(yaml, new(), errors));
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            NodeJson.Write(node, writer);
        }

        return Json(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
