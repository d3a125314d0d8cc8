namespace Gatehouse.Policy.Facts;

/// <summary>Where an image comes from, by provenance that has been verified.</summary>
public sealed record VerifiedBuild
{
    public required VerifiedSigner Signer { get; init; }

    /// <summary><c>builder.id</c>.</summary>
    public required string Builder { get; init; }

    /// <summary>Repository of the source, as the builder writes it; empty when it says none.</summary>
    public string Repository { get; init; } = "";

    /// <summary>Branch, tag or revision, as the builder writes it; empty when it says none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The build's steps come from a file in the source, not from whoever started it.</summary>
    public bool IsConfigBased { get; init; }

    /// <summary>The form that Kritis's build policies are compared with: <c>REPOSITORY:REFERENCE</c>.</summary>
    public string Source => Reference.Length == 0 ? Repository : $"{Repository}:{Reference}";
}
