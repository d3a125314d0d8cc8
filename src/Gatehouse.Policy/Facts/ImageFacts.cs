using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Policy.Facts;

/// <summary>All that a decision about one image may look at. It is gathered before; whatever could not be read says so here.</summary>
public sealed record ImageFacts
{
    private readonly string _image = "";

    /// <summary>The image as written.</summary>
    public required string Image
    {
        get => _image;
        init => (_image, Reference) = (value, ImageReference.TryParse(value, out var reference) ? reference : null);
    }

    /// <summary>Null when <see cref="Image"/> is no image reference.</summary>
    public ImageReference? Reference { get; private init; }

    /// <summary>Field of the object that names it; empty outside of a workload.</summary>
    public string Field { get; init; } = "";

    /// <summary>Name of the container; empty outside of a workload.</summary>
    public string Container { get; init; } = "";

    /// <summary>Findings that stand: those assessed as fixed or not affecting the image are left out.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>Somebody has looked for vulnerabilities, with or without finding any.</summary>
    public bool IsScanned { get; init; }

    /// <summary>When that was last; null when nobody knows.</summary>
    public DateTimeOffset? ScanTime { get; init; }

    /// <summary>Authorities whose attestation of the image was verified.</summary>
    public FrozenSet<string> AttestedBy { get; init; } = [];

    /// <summary>By authority, why attestations that are there do not count.</summary>
    public FrozenDictionary<string, ImmutableArray<string>> AttestationProblems { get; init; } = FrozenDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Signatures of the image that verified, whoever made them.</summary>
    public ImmutableArray<VerifiedSigner> Signatures { get; init; } = [];

    /// <summary>Statements about the image that verified, whoever made them.</summary>
    public ImmutableArray<VerifiedStatement> Statements { get; init; } = [];

    public ImmutableArray<VerifiedBuild> Builds { get; init; } = [];

    public ImmutableArray<VerifiedSummary> Summaries { get; init; } = [];

    /// <summary>When the image came into its registry; null when nobody knows.</summary>
    public DateTimeOffset? UploadTime { get; init; }

    /// <summary>Why the records of the image could not be read; null when they were.</summary>
    public string? Unavailable { get; init; }

    /// <summary>By authority or key, why what it has to say could not be read: a store, registry, key service or log that does not answer.</summary>
    public FrozenDictionary<string, string> UnavailableSources { get; init; } = FrozenDictionary<string, string>.Empty;
}
