using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Policy.Facts;

/// <summary>All that a decision about one image may look at.</summary>
public sealed record ImageFacts
{
    /// <summary>The image as written.</summary>
    public required string Image { get; init; }

    /// <summary>Field of the object that names it; empty outside of a workload.</summary>
    public string Field { get; init; } = "";

    /// <summary>Name of the container; empty outside of a workload.</summary>
    public string Container { get; init; } = "";

    /// <summary>Findings that stand: those assessed as fixed or not affecting the image are left out.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Somebody has looked for vulnerabilities, with or without finding any.</summary>
    public bool IsScanned { get; init; }

    /// <summary>Authorities whose attestation of the image was verified.</summary>
    public FrozenSet<string> AttestedBy { get; init; } = [];

    /// <summary>Why the facts could not be read; null when they were.</summary>
    public string? Unavailable { get; init; }

    /// <summary>Null when <see cref="Image"/> is no image reference.</summary>
    public ImageReference? Reference => ImageReference.TryParse(Image, out var reference) ? reference : null;
}
