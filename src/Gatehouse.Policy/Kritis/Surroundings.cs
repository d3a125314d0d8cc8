using System.Collections.Frozen;

namespace Gatehouse.Policy.Kritis;

/// <summary>What a decision depends on beside the policy and the facts.</summary>
public sealed record Surroundings
{
    /// <summary>Attestation authorities that exist in the policy's namespace.</summary>
    public FrozenSet<string> Authorities { get; init; } = [];

    /// <summary>Repositories (<c>REGISTRY/PATH</c>) that no policy judges, whatever tag or digest.</summary>
    public FrozenSet<string> ExemptRepositories { get; init; } = [];

    /// <summary>Refuse an image that nobody has scanned. Kritis has no such rule.</summary>
    public bool RequireScan { get; init; }
}
