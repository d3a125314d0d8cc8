using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>How much of somebody else's bundle is read.</summary>
public sealed record BundleLimits
{
    public static BundleLimits Default { get; } = new();

    /// <summary>Of the whole bundle; 32 MiB by default, which holds an SBOM of 16 MiB twice in base64 (the envelope and the entry's body).</summary>
    public JsonLimits Json { get; init; } = new() { SizeBytes = 32 << 20 };

    /// <summary>The most certificates in a chain; 8 by default.</summary>
    public int Certificates { get; init; } = 8;

    /// <summary>The most log entries; 8 by default.</summary>
    public int LogEntries { get; init; } = 8;

    /// <summary>The most timestamps; 8 by default.</summary>
    public int Timestamps { get; init; } = 8;

    public EnvelopeLimits Envelope { get; init; } = EnvelopeLimits.Default;
}
