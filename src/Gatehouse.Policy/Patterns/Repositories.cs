using System.Collections.Frozen;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Policy.Patterns;

/// <summary>Images by registry and path, whatever tag or digest.</summary>
/// <param name="Names">As <see cref="ImageReference.Name"/> writes them.</param>
public sealed record Repositories(FrozenSet<string> Names) : IImagePattern
{
    public bool Matches(string image) => Names.Count > 0 && ImageReference.TryParse(image, out var reference) && Names.Contains(reference.Name);

    public override string ToString() => string.Join(", ", Names.Order(StringComparer.Ordinal));
}
