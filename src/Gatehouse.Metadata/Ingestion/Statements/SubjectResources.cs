using Gatehouse.Metadata.Ingestion.Findings;
using Gatehouse.Metadata.Ingestion.Reading;

namespace Gatehouse.Metadata.Ingestion.Statements;

/// <summary>
/// The resource URI of a subject (in-toto ResourceDescriptor): an image's when the name is a repository with a registry and there is a sha256; a purl as it is; else
/// <c>file://ALGORITHM:DIGEST:NAME</c>.
/// </summary>
internal static class SubjectResources
{
    /// <returns>Null, and an error, when it has neither digest nor URI.</returns>
    public static string? Of(JsonItem subject)
    {
        var (name, uri) = (subject.Text("name"), subject.Text("uri"));
        var digests = subject["digest"].AsMembers().Select(d => (Algorithm: d.Key, Value: d.Value.AsText())).Where(d => d.Value.Length > 0).ToList();
        var sha256 = digests.FirstOrDefault(d => d.Algorithm == "sha256").Value ?? "";
        if (LooksLikeImage(name) && ResourceUris.OfImage(name, "sha256:" + sha256) is { } image)
        {
            return image;
        }

        if (name.StartsWith("pkg:", StringComparison.Ordinal) || (digests.Count == 0 && uri.Length > 0))
        {
            return name.StartsWith("pkg:", StringComparison.Ordinal) ? name : uri;
        }

        if (digests.Count == 0)
        {
            subject.Fail("a subject needs a digest or a uri; name the resource with --resource (parameter \"resource\")");
            return null;
        }

        var (algorithm, value) = sha256.Length > 0 ? ("sha256", sha256) : digests[0];
        return $"file://{algorithm}:{value}:{(name.Length > 0 ? name : uri)}";
    }

    /// <summary>A bare word may be a file; with a registry in front it is a repository.</summary>
    private static bool LooksLikeImage(string name) => name.IndexOf('/') is var slash and > 0 && name.AsSpan(0, slash).ContainsAny('.', ':');
}
