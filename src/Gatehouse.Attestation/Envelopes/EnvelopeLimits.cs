using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Envelopes;

/// <summary>How much of somebody else's envelope is read and tried.</summary>
public sealed record EnvelopeLimits
{
    public static EnvelopeLimits Default { get; } = new();

    /// <summary>Of the envelope's JSON; 24 MiB by default, which holds an SBOM of 16 MiB in base64.</summary>
    public JsonLimits Json { get; init; } = new() { SizeBytes = 24 << 20 };

    /// <summary>The most signatures in one envelope; 64 by default.</summary>
    public int Signatures { get; init; } = 64;

    /// <summary>The most pairs of signature and key that are tried; 1,024 by default (0.1 s of elliptic curves).</summary>
    public int Trials { get; init; } = 1024;
}
