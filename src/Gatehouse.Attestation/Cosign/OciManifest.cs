using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Cosign;

/// <summary>An image manifest as far as signatures use it (OCI image-spec 1.1).</summary>
/// <param name="Subject">The manifest this one refers to; null where there is none.</param>
internal sealed record OciManifest(ImmutableArray<OciLayer> Layers, Digest? Subject)
{
    public static Outcome<OciManifest> Parse(ReadOnlySpan<byte> json, int maximumLayers) => StrictJson.ReadObject(json, reader => Read(reader, maximumLayers));

    /// <summary>The manifests that an index lists.</summary>
    public static Outcome<List<Digest>> ParseIndex(ReadOnlySpan<byte> json, int maximum) => StrictJson.ReadObject(json, reader =>
        reader.Objects("manifests", maximum).Select(ReadDigest).OfType<Digest>().ToList());

    private static OciManifest Read(JsonObjectReader manifest, int maximumLayers)
    {
        var layers = manifest.Objects("layers", maximumLayers)
            .Select(l => ReadDigest(l) is { } digest ? new OciLayer(l.OptionalString("mediaType") ?? "", digest, l.StringMap("annotations")) : null);
        return new([.. layers.OfType<OciLayer>()], manifest.OptionalObject("subject") is { } subject ? ReadDigest(subject) : null);
    }

    private static Digest? ReadDigest(JsonObjectReader descriptor)
    {
        if (Digest.TryParse(descriptor.RequiredString("digest"), out var digest))
        {
            return digest;
        }

        descriptor.Refuse("digest", "is not a sha256 digest");
        return null;
    }
}
