using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Admission.Facts;

/// <summary>Under which resource URIs tools record facts about one image.</summary>
internal static class ImageResources
{
    private const string HubLibrary = "library/";

    /// <summary>Canonical resource URIs. Docker Hub has several names for itself, and leaves out what is obvious to it.</summary>
    /// <param name="reference">With a digest.</param>
    public static ImmutableArray<string> Of(ImageReference reference)
    {
        var at = "@" + reference.Digest;
        if (reference.Registry != ImageReference.DefaultRegistry)
        {
            return [reference.Name + at];
        }

        var repository = reference.Repository;
        ImmutableArray<string> paths = repository.StartsWith(HubLibrary, StringComparison.Ordinal) ? [repository, repository[HubLibrary.Length..]] : [repository];
        return [.. from path in paths from host in (string[])["docker.io/", "index.docker.io/", ""] select host + path + at];
    }
}
