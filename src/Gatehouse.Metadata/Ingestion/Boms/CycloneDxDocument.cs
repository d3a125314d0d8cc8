using System.Collections.Frozen;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>What JSON and XML of CycloneDX have in common beside components.</summary>
internal static class CycloneDxDocument
{
    private static readonly FrozenSet<string> Versions = FrozenSet.Create("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7");

    public static BomDocument Of(string version, string id, string mimeType, ReportStream stream) =>
        new("cyclonedx", version, id, mimeType, "https://cyclonedx.org/bom", stream.FinishHash());

    public static void CheckVersion(string version, Action<string> fail)
    {
        if (!Versions.Contains(version))
        {
            fail($"must be a version from 1.0 to 1.7, got \"{version}\"");
        }
    }
}
