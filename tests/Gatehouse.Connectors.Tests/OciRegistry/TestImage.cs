using System.Text;
using Gatehouse.Artifacts.Content;
using Gatehouse.Connectors.OciRegistry;

namespace Gatehouse.Connectors.Tests.OciRegistry;

/// <summary>A small image, pushed by our own client.</summary>
internal static class TestImage
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    public static async Task<ImageReference> PushAsync(OciRegistryClient client, string registry, string repository, string tag, string text)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var layer = Encoding.UTF8.GetBytes(text);
        var config = Encoding.UTF8.GetBytes("""{"architecture":"amd64","os":"linux","created":"2026-01-02T03:04:05Z","rootfs":{"type":"layers","diff_ids":[]}}""");
        await client.PushBlobAsync(registry, repository, layer, cancellation);
        await client.PushBlobAsync(registry, repository, config, cancellation);
        var manifest = Encoding.UTF8.GetBytes($$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
             "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{OciRegistryClient.DigestOf(config)}}","size":{{config.Length}}},
             "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{OciRegistryClient.DigestOf(layer)}}","size":{{layer.Length}}}]}
            """);
        await client.PushManifestAsync(registry, repository, tag, ManifestType, manifest, cancellation);
        return ImageReference.Parse($"{registry}/{repository}:{tag}@{OciRegistryClient.DigestOf(manifest)}");
    }

    public static async Task SignAsync(OciRegistryClient client, ImageReference image, Attestation.Keys.PrivateKey key)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var existing = await client.FindManifestAsync(image.Registry, image.Repository, Attestation.Cosign.CosignNames.SignatureTag(image.Digest!.Value), cancellation);
        var signed = Attestation.Cosign.CosignSigner.Sign(image, key, existing?.Bytes);
        foreach (var blob in signed.Blobs)
        {
            await client.PushBlobAsync(image.Registry, image.Repository, blob, cancellation);
        }

        await client.PushManifestAsync(image.Registry, image.Repository, signed.Tag, ManifestType, signed.Manifest, cancellation);
    }
}
