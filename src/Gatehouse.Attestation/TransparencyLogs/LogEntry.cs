namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>An entry of a Rekor log, as a bundle hands it over.</summary>
public sealed record LogEntry
{
    /// <summary>Log-wide, from 0.</summary>
    public required ulong Index { get; init; }

    public required ReadOnlyMemory<byte> LogId { get; init; }

    /// <summary>For example <c>hashedrekord</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>For example <c>0.0.1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Seconds since 1970, signed by the promise; null where the log does not tell the time (Rekor v2).</summary>
    public required long? IntegratedTimeSeconds { get; init; }

    /// <summary>The signed entry timestamp; null where there is none.</summary>
    public required ReadOnlyMemory<byte>? Promise { get; init; }

    public required InclusionProof? Proof { get; init; }

    /// <summary>canonicalizedBody: the leaf of the tree.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
