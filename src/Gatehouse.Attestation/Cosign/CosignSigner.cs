using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.SimpleSigning;

namespace Gatehouse.Attestation.Cosign;

/// <summary>Signs images in the way that <c>cosign verify --key</c> reads: a layer of the manifest tagged <see cref="CosignNames.SignatureTag"/>.</summary>
public static class CosignSigner
{
    private const string ManifestMediaType = "application/vnd.oci.image.manifest.v1+json";
    private const string ConfigMediaType = "application/vnd.oci.image.config.v1+json";

    /// <summary>
    /// The manifest with one more signature. The caller pushes the blobs first, then the manifest under the tag, and begins anew when somebody else has
    /// pushed one in between.
    /// </summary>
    /// <param name="existing">The layers of earlier signatures are kept; null where there is no such manifest yet.</param>
    /// <param name="annotations">What the signer wants to say beside the digest.</param>
    /// <exception cref="ArgumentException">The image has no digest, or the existing manifest is none.</exception>
    public static SignedManifest Sign(ImageReference image, PrivateKey key, ReadOnlyMemory<byte>? existing = null, ImmutableDictionary<string, string>? annotations = null)
    {
        var payload = (SimpleSigningPayload.For(image, SimpleSigningPayload.Cosign) with { Optional = ToOptional(annotations) }).ToJson();

        // cosign hashes with SHA-256 whatever the curve, unless told otherwise.
        var scheme = key.PublicKey.Kind is KeyKind.Ed25519 or KeyKind.Rsa ? SignatureScheme.For(key.PublicKey.Kind) : SignatureScheme.Ecdsa(HashAlgorithmName.SHA256, EcdsaEncoding.Der);
        var layer = new OciLayer(CosignNames.SignatureMediaType, DigestOf(payload), ImmutableDictionary<string, string>.Empty.Add(CosignNames.SignatureAnnotation, Convert.ToBase64String(key.Sign(payload, scheme))));
        var layers = ReadLayers(existing);
        var config = WriteConfig([.. layers.Select(l => l.GetProperty("digest").GetString()!), layer.Digest.ToString()]);
        var manifest = WriteManifest(config, layers, layer, payload.Length);
        return new(CosignNames.SignatureTag(image.Digest!.Value), manifest, [payload, config]);
    }

    private static JsonElement? ToOptional(ImmutableDictionary<string, string>? annotations)
    {
        if (annotations is null || annotations.IsEmpty)
        {
            return null;
        }

        return JsonElement.Parse(Write(w =>
        {
            foreach (var (name, value) in annotations.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                w.WriteString(name, value);
            }
        }));
    }

    private static List<JsonElement> ReadLayers(ReadOnlyMemory<byte>? existing)
    {
        if (existing is not { } manifest)
        {
            return [];
        }

        // Read strictly first, kept as they stand after: a layer may carry more than we know of.
        var parsed = OciManifest.Parse(manifest.Span, int.MaxValue);
        return parsed.Succeeded ? [.. JsonElement.Parse(manifest.Span).GetProperty("layers").EnumerateArray()]
            : throw new ArgumentException($"The existing manifest is none: {parsed}", nameof(existing));
    }

    private static byte[] WriteConfig(IReadOnlyList<string> digests) => Write(w =>
    {
        w.WriteString("architecture", "");
        w.WriteString("created", "0001-01-01T00:00:00Z");
        w.WriteStartObject("config");
        w.WriteEndObject();
        w.WriteString("os", "");
        w.WriteStartObject("rootfs");
        w.WriteString("type", "layers");
        w.WriteStartArray("diff_ids");
        foreach (var digest in digests)
        {
            w.WriteStringValue(digest);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    });

    private static byte[] WriteManifest(byte[] config, List<JsonElement> layers, OciLayer layer, int sizeBytes) => Write(w =>
    {
        w.WriteNumber("schemaVersion", 2);
        w.WriteString("mediaType", ManifestMediaType);
        w.WriteStartObject("config");
        WriteDescriptor(w, ConfigMediaType, DigestOf(config), config.Length);
        w.WriteEndObject();
        w.WriteStartArray("layers");
        layers.ForEach(l => l.WriteTo(w));
        w.WriteStartObject();
        WriteDescriptor(w, layer.MediaType, layer.Digest, sizeBytes);
        w.WriteStartObject("annotations");
        w.WriteString(CosignNames.SignatureAnnotation, layer.Annotations[CosignNames.SignatureAnnotation]);
        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndArray();
    });

    private static void WriteDescriptor(Utf8JsonWriter writer, string mediaType, Digest digest, int sizeBytes)
    {
        writer.WriteString("mediaType", mediaType);
        writer.WriteNumber("size", sizeBytes);
        writer.WriteString("digest", digest.ToString());
    }

    private static Digest DigestOf(ReadOnlySpan<byte> content) => Digest.Parse($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}");

    private static byte[] Write(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
