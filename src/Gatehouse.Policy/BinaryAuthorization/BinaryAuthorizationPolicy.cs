using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>The policy of a project (<c>binaryauthorization.googleapis.com/v1</c>, <c>Policy</c>).</summary>
public sealed record BinaryAuthorizationPolicy
{
    /// <summary><c>projects/P/policy</c>.</summary>
    public required string Name { get; init; }

    public required AdmissionRule Default { get; init; }

    /// <summary>By <c>LOCATION.CLUSTER</c>.</summary>
    public ImmutableSortedDictionary<string, AdmissionRule> Clusters { get; init; } = ImmutableSortedDictionary<string, AdmissionRule>.Empty;

    public ImmutableSortedDictionary<string, AdmissionRule> Namespaces { get; init; } = ImmutableSortedDictionary<string, AdmissionRule>.Empty;

    /// <summary>By <c>NAMESPACE:SERVICEACCOUNT</c>.</summary>
    public ImmutableSortedDictionary<string, AdmissionRule> ServiceAccounts { get; init; } = ImmutableSortedDictionary<string, AdmissionRule>.Empty;

    /// <summary>By SPIFFE id as written, with or without <c>spiffe://</c>.</summary>
    public ImmutableSortedDictionary<string, AdmissionRule> MeshIdentities { get; init; } = ImmutableSortedDictionary<string, AdmissionRule>.Empty;

    public ImmutableArray<BinaryAuthorizationPattern> Exempt { get; init; } = [];

    /// <summary><c>globalPolicyEvaluationMode: ENABLE</c>: images of the system policy pass.</summary>
    public bool UsesSystemPolicy { get; init; }

    /// <summary>Every attestor that a rule names.</summary>
    public IEnumerable<string> AttestorNames =>
        new[] { Default }.Concat(Clusters.Values).Concat(Namespaces.Values).Concat(ServiceAccounts.Values).Concat(MeshIdentities.Values).SelectMany(r => r.Attestors).Distinct();
}
