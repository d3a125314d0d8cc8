using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Manifests.Reading;

/// <summary>Limits of what is read as a manifest. Section <c>manifests</c> of gatehouse.yaml.</summary>
public sealed class ManifestLimits
{
    /// <summary>Largest file or request body in bytes; default 1 MiB.</summary>
    [Range(1_024, 64 * 1024 * 1024)]
    public int Bytes { get; set; } = 1024 * 1024;

    /// <summary>Deepest nesting of mappings and lists; default 64.</summary>
    [Range(8, 200)]
    public int Depth { get; set; } = 64;

    /// <summary>Most values in a file, an alias counting as much as all it stands for; default 100,000.</summary>
    [Range(100, 10_000_000)]
    public int Values { get; set; } = 100_000;

    /// <summary>Most documents in a file; default 500.</summary>
    [Range(1, 10_000)]
    public int Documents { get; set; } = 500;
}
