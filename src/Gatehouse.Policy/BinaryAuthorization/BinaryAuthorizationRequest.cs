using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;

namespace Gatehouse.Policy.BinaryAuthorization;

/// <summary>A pod that is about to be admitted.</summary>
public sealed record BinaryAuthorizationRequest
{
    /// <summary><c>LOCATION.CLUSTER</c>; empty outside of Google's clusters.</summary>
    public string Cluster { get; init; } = "";

    public required string Namespace { get; init; }

    /// <summary>Name of the pod's service account.</summary>
    public string ServiceAccount { get; init; } = "default";

    /// <summary>SPIFFE id of the pod; empty when it has none.</summary>
    public string MeshIdentity { get; init; } = "";

    public FrozenDictionary<string, string> Labels { get; init; } = FrozenDictionary<string, string>.Empty;

    public FrozenDictionary<string, string> Annotations { get; init; } = FrozenDictionary<string, string>.Empty;

    public required ImmutableArray<ImageFacts> Images { get; init; }

    /// <summary>Images of the system policy.</summary>
    public ImmutableArray<BinaryAuthorizationPattern> SystemImages { get; init; } = [];

    /// <summary>Attestors there are; null when that is not known, so that only their attestations tell.</summary>
    public FrozenSet<string>? Attestors { get; init; }

    /// <summary>Whether whoever asks may break the glass.</summary>
    public bool AllowBreakGlass { get; init; }
}
