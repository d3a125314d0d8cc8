using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Metadata.Changes;

/// <summary>Limits of live streams. Section <c>changes</c> of gatehouse.yaml.</summary>
public sealed class ChangeOptions
{
    /// <summary>Most changes kept in memory for all watchers together; those who lag further behind read from the store. Default 8192.</summary>
    [Range(16, 1_000_000)]
    public int BufferedChanges { get; set; } = 8_192;

    /// <summary>Most streams of one principal at once; default 64.</summary>
    [Range(1, 100_000)]
    public int StreamsPerPrincipal { get; set; } = 64;

    /// <summary>Most streams at once; default 4096.</summary>
    [Range(1, 1_000_000)]
    public int Streams { get; set; } = 4_096;

    /// <summary>Seconds a reader may take to accept one event before it is told to resume; default 30.</summary>
    [Range(1, 3_600)]
    public int SlowReaderSeconds { get; set; } = 30;

    /// <summary>Seconds of silence after which a progress event is sent; default 15.</summary>
    [Range(1, 3_600)]
    public int ProgressSeconds { get; set; } = 15;
}
