using System.Collections.Immutable;
using Gatehouse.Policy.Deployments;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.Images;

/// <summary>Which images of which workloads a policy is for. What is empty is not looked at.</summary>
public sealed record WorkloadMatch
{
    public ImmutableArray<ClusterImageGlob> Images { get; init; } = [];

    public ImmutableArray<NamePattern> Namespaces { get; init; } = [];

    public ImmutableArray<NamePattern> Clusters { get; init; } = [];

    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Who deploys.</summary>
    public Principals Deployers { get; init; } = Principals.None;

    public ImmutableArray<ClusterImageGlob> ExcludedImages { get; init; } = [];

    public ImmutableArray<NamePattern> ExcludedNamespaces { get; init; } = [];

    public bool Covers(DeployedWorkload workload) =>
        (Namespaces.IsEmpty || Namespaces.Any(n => n.Matches(workload.Namespace)))
        && !ExcludedNamespaces.Any(n => n.Matches(workload.Namespace))
        && (Clusters.IsEmpty || Clusters.Any(c => c.Matches(workload.Cluster)))
        && (Kinds.IsEmpty || Kinds.Contains(workload.Kind))
        && (Deployers.IsEmpty || Deployers.Include(workload.User, workload.Groups));

    public bool CoversImage(string image) => (Images.IsEmpty || Images.Any(i => i.Matches(image))) && !ExcludedImages.Any(i => i.Matches(image));
}
