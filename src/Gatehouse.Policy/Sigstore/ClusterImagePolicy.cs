using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Sigstore;

/// <summary>Who has to vouch for some images (<c>policy.sigstore.dev</c>, <c>ClusterImagePolicy</c>).</summary>
public sealed record ClusterImagePolicy
{
    public required string Name { get; init; }

    public required ImmutableArray<ClusterImageGlob> Images { get; init; }

    /// <summary>One has to cover the object; without any all objects are covered.</summary>
    public ImmutableArray<ResourceMatch> Matches { get; init; } = [];

    /// <summary>Violations are told as warnings.</summary>
    public bool IsWarning { get; init; }

    /// <summary>One is enough.</summary>
    public ImmutableArray<ImageAuthority> Authorities { get; init; } = [];

    /// <summary>What has to hold beside that; null for nothing.</summary>
    public ExpressionPolicy? Condition { get; init; }

    public bool Covers(WorkloadSubject subject, string image) => Images.Any(i => i.Matches(image)) && (Matches.IsEmpty || Matches.Any(m => m.Covers(subject)));
}
