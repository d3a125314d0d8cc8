using System.Collections.Frozen;

namespace Gatehouse.Policy.Patterns;

/// <summary>Images named by their whole text (<c>imageAllowlist</c> of Kritis): no wildcards, no repositories, no defaults.</summary>
public sealed record ExactImages(FrozenSet<string> Images) : IImagePattern
{
    public bool Matches(string image) => Images.Contains(image);

    public override string ToString() => string.Join(", ", Images.Order(StringComparer.Ordinal));
}
