using Gatehouse.Metadata.Ingestion.Findings;

namespace Gatehouse.Metadata.Ingestion.Boms;

/// <summary>The resource that a bill of materials is about, from the component that stands for it.</summary>
internal static class ComponentResources
{
    /// <summary>An image by its <c>pkg:oci</c> purl, by a digest in the name, or with the digest for a version (as Syft has it); null when none of them fits.</summary>
    public static string? Of(BomComponent component) =>
        OfPurl(component.Purl) ?? ResourceUris.OfImage(component.Name) ?? ResourceUris.OfImage(component.Name, component.Version);

    /// <summary>The purl's version is the digest; the qualifier <c>repository_url</c> has registry and repository (purl-spec, type oci).</summary>
    private static string? OfPurl(string text) =>
        Purl.Find(text) is { Type: "oci" } purl && purl.Qualifiers.TryGetValue("repository_url", out var repository) ? ResourceUris.OfImage(repository, purl.Version) : null;
}
