using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Kritis;

/// <summary>By whom images of a namespace have to be attested (<c>kritis.grafeas.io/v1beta1</c>, <c>GenericAttestationPolicy</c>).</summary>
public sealed record GenericAttestationPolicy
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Every one of them has to attest an image; naming none makes the policy refuse everything.</summary>
    public required ImmutableArray<string> AttestationAuthorityNames { get; init; }

    public ImmutableArray<KritisNamePattern> AdmissionAllowlistPatterns { get; init; } = [];

    /// <summary>How violations name it.</summary>
    public string FullName => $"{Namespace}/{Name}";
}
