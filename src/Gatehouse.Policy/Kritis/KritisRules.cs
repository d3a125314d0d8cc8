using System.Collections.Frozen;

namespace Gatehouse.Policy.Kritis;

/// <summary>Where Gatehouse and Kritis differ on purpose. The defaults are Gatehouse's.</summary>
public sealed record KritisRules
{
    /// <summary>As Kritis decides: only pods, deployments and replica sets are judged, an owner with the same images excuses, and anybody's annotation breaks the glass.</summary>
    public static readonly KritisRules Kritis = new() { JudgedKinds = ["Pod", "Deployment", "ReplicaSet"], TrustOwners = true, AllowBreakGlass = true };

    /// <summary>Kinds that are judged; null for all that run pods.</summary>
    public FrozenSet<string>? JudgedKinds { get; init; }

    /// <summary>Whether owners excuse. They are trusted by name, and what they are can change between one look and the next.</summary>
    public bool TrustOwners { get; init; }

    /// <summary>Whether whoever asks may break the glass: the annotation is there for whoever writes a manifest.</summary>
    public bool AllowBreakGlass { get; init; }
}
