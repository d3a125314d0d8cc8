using Gatehouse.Artifacts.Content;
using Gatehouse.Grafeas.V1;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>A resource URI as the subject of an in-toto statement.</summary>
internal static class Subjects
{
    public static Subject Of(string resource)
    {
        var canonical = ResourceUri.Canonicalize(resource);
        var at = canonical.LastIndexOf("@sha256:", StringComparison.Ordinal);
        return at < 0 ? new() { Name = canonical } : new() { Name = canonical[..at], Digest = { ["sha256"] = canonical[(at + 8)..] } };
    }
}
