using System.Collections.Immutable;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Deployments;

/// <summary>Who may deploy which images where. Where one covers an image, nobody may deploy it whom none of those that cover it lets.</summary>
public sealed record DeployPolicy
{
    public required string Name { get; init; }

    /// <summary>Empty for all.</summary>
    public ImmutableArray<NamePattern> Namespaces { get; init; } = [];

    /// <summary>Empty for all.</summary>
    public ImmutableArray<NamePattern> Clusters { get; init; } = [];

    /// <summary>Empty for all.</summary>
    public ImmutableArray<ClusterImageGlob> Images { get; init; } = [];

    public required Principals Allow { get; init; }

    public bool Covers(DeployedWorkload workload) =>
        (Namespaces.IsEmpty || Namespaces.Any(n => n.Matches(workload.Namespace))) && (Clusters.IsEmpty || Clusters.Any(c => c.Matches(workload.Cluster)));

    public bool CoversImage(string image) => Images.IsEmpty || Images.Any(i => i.Matches(image));
}
