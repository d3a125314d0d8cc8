using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>Limits of imports. Section <c>ingestion</c> of gatehouse.yaml.</summary>
public sealed class IngestionOptions
{
    /// <summary>Largest report in bytes, after decompression; default 512 MiB.</summary>
    [Range(1024, 16L * 1024 * 1024 * 1024)]
    public long ReportBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>Largest single finding, component or statement in bytes; default 64 MiB.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int ItemBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Deepest nesting of objects and arrays; default 128.</summary>
    [Range(8, 1_000)]
    public int Depth { get; set; } = 128;

    /// <summary>Most findings, components and statements of one report; default 500,000.</summary>
    [Range(1, 10_000_000)]
    public int Items { get; set; } = 500_000;

    /// <summary>Most errors that are listed of one report; default 1000.</summary>
    [Range(1, 100_000)]
    public int Errors { get; set; } = 1_000;
}
