using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Admission.Workloads;

namespace Gatehouse.Admission.Reviews;

/// <summary>What an API server asks (<c>admission.k8s.io/v1</c> and <c>v1beta1</c>, <c>AdmissionReview.request</c>), as far as a judge of images looks at it.</summary>
public sealed record AdmissionReview
{
    /// <summary>The answer has to be of the same version.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The answer has to repeat it.</summary>
    public required string Uid { get; init; }

    public string Operation { get; init; } = "";

    public string Group { get; init; } = "";

    public string Version { get; init; } = "";

    public string Kind { get; init; } = "";

    /// <summary>Plural, for example <c>deployments</c>.</summary>
    public string Resource { get; init; } = "";

    public string SubResource { get; init; } = "";

    /// <summary>Empty for objects without one.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Empty while the API server has not made one up yet.</summary>
    public string Name { get; init; } = "";

    /// <summary>Who asked the API server.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Groups of whoever asked.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>Of the object itself, not of its pods.</summary>
    public FrozenDictionary<string, string> Annotations { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Likewise.</summary>
    public FrozenDictionary<string, string> Labels { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Of the pods; empty for the namespace's default.</summary>
    public string ServiceAccount { get; init; } = "";

    public bool IsDryRun { get; init; }

    /// <summary>
    /// The images to judge: init containers first, then containers, ephemeral containers and image volumes. Of an update only those that the object has not had
    /// before: a workload whose image has become unwelcome can still be scaled, labelled and, as removing a finalizer is an update too, deleted.
    /// </summary>
    public ImmutableArray<PodImage> Images { get; init; } = [];
}
