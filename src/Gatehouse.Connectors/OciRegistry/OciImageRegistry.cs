using System.Text.Json;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Registries over the network, asked each time.</summary>
internal sealed class OciImageRegistry(OciRegistryClient client, EvidenceReader evidence) : IImageRegistry
{
    private const int LargestConfig = 4 * 1024 * 1024;

    public async ValueTask<Digest> ResolveAsync(ImageReference image, CancellationToken cancellationToken) =>
        await client.FindDigestAsync(image.Registry, image.Repository, image.Tag ?? "latest", cancellationToken)
        ?? throw new RegistryException(RegistryProblem.NotFound, $"{image.Registry} has no {image.Repository}:{image.Tag ?? "latest"}");

    public async ValueTask<ImageEvidence> ReadEvidenceAsync(ImageReference image, EvidencePlace place, CancellationToken cancellationToken) =>
        await evidence.ReadAsync(image, place, cancellationToken);

    public async ValueTask<DateTimeOffset?> FindUploadTimeAsync(ImageReference image, CancellationToken cancellationToken)
    {
        if (await client.FindManifestAsync(image.Registry, image.Repository, image.Digest.ToString()!, cancellationToken) is not { } manifest)
        {
            throw new RegistryException(RegistryProblem.NotFound, $"{image.Registry} has no {image.Repository}@{image.Digest}");
        }

        return manifest.LastModified ?? await FindCreationAsync(image, manifest, cancellationToken);
    }

    public void Forget(string resource)
    {
        // Nothing is kept here.
    }

    private async Task<DateTimeOffset?> FindCreationAsync(ImageReference image, OciManifestContent manifest, CancellationToken cancellationToken)
    {
        if (OciDescriptor.ReadAll(manifest.Bytes.Span, "config") is not [var config] || await client.FindBlobAsync(image.Registry, image.Repository, config.Digest, LargestConfig, cancellationToken) is not { } blob)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(blob.Span).TryGetProperty("created", out var created) && created.ValueKind == JsonValueKind.String && created.TryGetDateTimeOffset(out var time) ? time : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
