using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Cosign;

namespace Gatehouse.Attestation.Tests.Cosign;

/// <summary>An OCI image layout on disk as the repository it was copied from.</summary>
internal static class OciLayout
{
    private const string RefName = "org.opencontainers.image.ref.name";

    public static OciRepository Read(string folder)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")));
        var tags = index.RootElement.GetProperty("manifests").EnumerateArray()
            .Where(m => m.TryGetProperty("annotations", out var annotations) && annotations.TryGetProperty(RefName, out _))
            .ToImmutableDictionary(m => m.GetProperty("annotations").GetProperty(RefName).GetString()!, m => Digest.Parse(m.GetProperty("digest").GetString()!));
        var content = Directory.GetFiles(Path.Combine(folder, "blobs", "sha256"))
            .ToImmutableDictionary(f => Digest.Parse("sha256:" + Path.GetFileName(f)), f => (ReadOnlyMemory<byte>)File.ReadAllBytes(f));
        return new() { Tags = tags, Content = content };
    }
}
