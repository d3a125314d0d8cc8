namespace Gatehouse.Attestation.Verification;

/// <summary>How much JSON is read of somebody else's document.</summary>
public sealed record JsonLimits
{
    /// <summary>1 MiB and 32 levels: payloads, statements, envelopes of signatures.</summary>
    public static JsonLimits Default { get; } = new();

    /// <summary>16 MiB and 64 levels: documents such as bills of materials.</summary>
    public static JsonLimits Documents { get; } = new() { SizeBytes = 16 << 20, Depth = 64 };

    /// <summary>The most bytes read; 1 MiB by default.</summary>
    public int SizeBytes { get; init; } = 1 << 20;

    /// <summary>The deepest nesting; 32 by default.</summary>
    public int Depth { get; init; } = 32;
}
