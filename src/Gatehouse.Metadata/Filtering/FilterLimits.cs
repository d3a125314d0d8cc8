namespace Gatehouse.Metadata.Filtering;

/// <summary>Bounds on one filter. What exceeds them is refused.</summary>
public sealed record FilterLimits
{
    public static FilterLimits Default { get; } = new();

    /// <summary>Characters of the text; 8,192 by default. gcloud's longest calls are about 2,000.</summary>
    public int MaximumLength { get; init; } = 8_192;

    /// <summary>Nested parentheses; 64 by default, at most 1,000 since every level is a level of recursion.</summary>
    public int MaximumDepth { get; init => field = Math.Clamp(value, 1, 1_000); } = 64;

    /// <summary>Comparisons, calls and bare words; 500 by default.</summary>
    public int MaximumTerms { get; init; } = 500;

    /// <summary>Parts of one path such as <c>a.b[0]</c>; 32 by default, at most 256.</summary>
    public int MaximumPathParts { get; init => field = Math.Clamp(value, 1, 256); } = 32;

    /// <summary>Mistakes that are reported one by one; 20 by default. The rest is counted: an answer has to fit in the headers of a response.</summary>
    public int MaximumErrors { get; init; } = 20;
}
