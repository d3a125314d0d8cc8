using System.Collections.Immutable;

namespace Gatehouse.Admission.Plugins.PodSecurity;

/// <summary>What <c>PodSecurityConfiguration</c> says (<c>pod-security.admission.config.k8s.io/v1</c>).</summary>
public sealed record PodSecurityOptions
{
    /// <summary>For labels that a namespace does not have. Default: everything is privileged.</summary>
    public NamespacePolicy Defaults { get; init; }

    /// <summary>Users whose pods are not looked at.</summary>
    public ImmutableArray<string> ExemptUserNames { get; init; } = [];

    public ImmutableArray<string> ExemptNamespaces { get; init; } = [];

    public ImmutableArray<string> ExemptRuntimeClasses { get; init; } = [];

    /// <summary>How many existing pods are looked at when a namespace's labels change. Default: 3000, as Kubernetes.</summary>
    public int MaximumPodsToCheck { get; init; } = 3000;
}
