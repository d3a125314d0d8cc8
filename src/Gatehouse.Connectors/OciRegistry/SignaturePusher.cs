using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Puts signatures beside images in the way that cosign reads (<c>cosign verify --key</c>).</summary>
public sealed class SignaturePusher
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";
    private const int Attempts = 3;
    private readonly OciRegistryClient _client;

    internal SignaturePusher(OciRegistryClient client) => _client = client;

    /// <param name="image">With a digest.</param>
    /// <returns>The tag of the image's signatures.</returns>
    /// <exception cref="RegistryException">The registry does not take it, or others keep signing at the same time.</exception>
    public async Task<string> PushAsync(ImageReference image, PrivateKey key, CancellationToken cancellationToken)
    {
        var tag = CosignNames.SignatureTag(image.Digest!.Value);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var existing = await _client.FindManifestAtOriginAsync(image.Registry, image.Repository, tag, cancellationToken);
            var signed = CosignSigner.Sign(image, key, existing?.Bytes);
            foreach (var blob in signed.Blobs)
            {
                await _client.PushBlobAsync(image.Registry, image.Repository, blob, cancellationToken);
            }

            // Registries have no compare-and-set for tags: look again right before.
            if ((await _client.FindManifestAtOriginAsync(image.Registry, image.Repository, tag, cancellationToken))?.Digest == existing?.Digest)
            {
                _ = await _client.PushManifestAsync(image.Registry, image.Repository, tag, ManifestType, signed.Manifest, cancellationToken);
                return tag;
            }
        }

        throw new RegistryException(RegistryProblem.Unavailable, $"others keep writing {image.Name}:{tag}; try again");
    }
}
