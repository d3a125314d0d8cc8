using System.Collections.Immutable;
using Gatehouse.Attestation.Bundles;

namespace Gatehouse.Attestation.Provenance;

/// <summary>From what, by whom and how an artifact has to have been built (SLSA, "Verifying artifacts"). What is null is not asked for.</summary>
public sealed record ProvenanceExpectation
{
    public required SignedArtifact Artifact { get; init; }

    /// <summary>The repository, with or without <c>https://</c> or <c>git+https://</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The builder, with <c>@vX.Y.Z</c> or <c>@refs/tags/vX.Y.Z</c> where one version is meant. Null takes any of the SLSA framework's own builders.</summary>
    public string? BuilderId { get; init; }

    /// <summary>The branch that was built, or from which the tag was pushed.</summary>
    public string? Branch { get; init; }

    /// <summary>The very tag.</summary>
    public string? Tag { get; init; }

    /// <summary>A version with <c>v</c>; parts that are not written may be any.</summary>
    public string? VersionedTag { get; init; }

    /// <summary>Inputs that a person gave when starting the workflow.</summary>
    public ImmutableDictionary<string, string> WorkflowInputs { get; init; } = ImmutableDictionary<string, string>.Empty;
}
