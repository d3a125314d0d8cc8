using System.Collections.Immutable;

namespace Gatehouse.Policy.Deployments;

/// <summary>What is about to run, where, and who wants it.</summary>
/// <param name="Cluster">Empty when nobody said.</param>
/// <param name="ServiceAccount">That it runs as, in its namespace.</param>
/// <param name="User">As Kubernetes names users, or a principal of Gatehouse.</param>
public sealed record DeployedWorkload(string Cluster, string Namespace, string Kind, string ServiceAccount, string User, ImmutableArray<string> Groups);
