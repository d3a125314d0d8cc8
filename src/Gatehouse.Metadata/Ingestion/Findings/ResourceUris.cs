using Gatehouse.Artifacts.Content;

namespace Gatehouse.Metadata.Ingestion.Findings;

/// <summary>Resource URIs from what reports call the thing they are about.</summary>
internal static class ResourceUris
{
    /// <summary><c>https://registry/repository@sha256:…</c>, of a reference with a digest; null otherwise.</summary>
    public static string? OfImage(string reference) =>
        ImageReference.TryParse(reference, out var image) && image.Digest is { } digest ? $"https://{image.Name}@{digest}" : null;

    /// <summary>As <see cref="OfImage(string)"/>, of a name (its tag does not matter) and a digest given apart.</summary>
    public static string? OfImage(string name, string digest) =>
        ImageReference.TryParse(Strip(name), out var image) && Digest.TryParse(digest.ToLowerInvariant(), out var parsed) ? $"https://{image.Name}@{parsed}" : null;

    private static string Strip(string name) => name.IndexOf('@') is var at and >= 0 ? name[..at] : name;
}
