using System.ComponentModel.DataAnnotations;

namespace Gatehouse.Metadata.Calls;

/// <summary>How much one principal may ask of the server. Anonymous callers count by address. Section <c>requests</c> of gatehouse.yaml.</summary>
public sealed class RequestLimits
{
    /// <summary>Sustained requests per second of one principal; default 20,000.</summary>
    [Range(1, 10_000_000)]
    public int PerSecond { get; set; } = 20_000;

    /// <summary>Requests one principal may make at once beyond the sustained rate; default 40,000.</summary>
    [Range(1, 10_000_000)]
    public int Burst { get; set; } = 40_000;

    /// <summary>Requests of one principal that run at the same time, open streams included; default 256.</summary>
    [Range(1, 1_000_000)]
    public int Concurrent { get; set; } = 256;
}
