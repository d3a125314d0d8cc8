using Gatehouse.Artifacts.Content;

namespace Gatehouse.Admission.Registries;

/// <summary>The registries that images come from. Reads only what is asked for; whoever calls keeps what it gets.</summary>
public interface IImageRegistry
{
    /// <summary>What a tag means now.</summary>
    /// <param name="image">With a tag; without one <c>latest</c> is meant.</param>
    /// <exception cref="RegistryException">The registry does not answer, knows no such image, or does not let us read it.</exception>
    ValueTask<Digest> ResolveAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>Everything that lies beside an image and may speak for it. Nothing of it has been verified.</summary>
    /// <param name="image">With a digest.</param>
    /// <exception cref="RegistryException">As above.</exception>
    ValueTask<ImageEvidence> ReadEvidenceAsync(ImageReference image, EvidencePlace place, CancellationToken cancellationToken);

    /// <summary>When an image came into its registry, as far as that says; else when it was made, by its own word; null when neither is known.</summary>
    /// <param name="image">With a digest.</param>
    /// <exception cref="RegistryException">As above.</exception>
    ValueTask<DateTimeOffset?> FindUploadTimeAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>What is kept in memory of an image may be no longer true: something was recorded of it.</summary>
    /// <param name="resource">Registry, path and digest: <c>registry.example/app@sha256:…</c>.</param>
    void Forget(string resource);
}
