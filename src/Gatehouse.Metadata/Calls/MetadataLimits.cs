using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Metadata.Calls;

/// <summary>Limits of the metadata API. Section <c>limits</c> of gatehouse.yaml.</summary>
public sealed class MetadataLimits
{
    /// <summary>Largest request message in bytes; default 32 MiB.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int MessageBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>
    /// Longest name of a project, note or occurrence in bytes of UTF-8, <c>projects/…</c> included; default and most 2,400, what every store can index. A lower
    /// limit does not touch the records that have longer names.
    /// </summary>
    [Range(64, NameLimit.MostBytes)]
    public int NameBytes { get; set; } = NameLimit.MostBytes;

    /// <summary>Largest page; default 1000.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; set; } = 1_000;

    /// <summary>Most items of a batch; default 1000.</summary>
    [Range(1, 10_000)]
    public int BatchItems { get; set; } = 1_000;

    /// <summary>Longest filter in characters; default 16,384.</summary>
    [Range(1, 1_000_000)]
    public int FilterCharacters { get; set; } = 16_384;

    /// <summary>Deepest nesting of a filter; default 50.</summary>
    [Range(1, 500)]
    public int FilterDepth { get; set; } = 50;

    /// <summary>Most rows one page of a list may look at when its filter has no index to help; default 100,000.</summary>
    [Range(1_000, 100_000_000)]
    public int ScanRows { get; set; } = 100_000;
}
