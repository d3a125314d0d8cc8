using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Policy.Facts;

namespace Gatehouse.Policy.Kritis;

/// <summary>An object that is about to be admitted, with everything that a decision about it may look at.</summary>
public sealed record KritisRequest
{
    public required string Kind { get; init; }

    public FrozenDictionary<string, string> Annotations { get; init; } = FrozenDictionary<string, string>.Empty;

    public ImmutableArray<KritisOwner> Owners { get; init; } = [];

    /// <summary>Init containers first, then containers, then what Gatehouse judges beside them.</summary>
    public required ImmutableArray<ImageFacts> Images { get; init; }

    public ImmutableArray<GenericAttestationPolicy> GenericAttestationPolicies { get; init; } = [];

    public ImmutableArray<ImageSecurityPolicy> ImageSecurityPolicies { get; init; } = [];
}
