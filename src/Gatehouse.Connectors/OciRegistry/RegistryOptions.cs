using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>How registries are asked. Section <c>registries</c> of gatehouse.yaml.</summary>
public sealed class RegistryOptions
{
    /// <summary>Registries that need more than their name; a registry that is not here is asked over HTTPS.</summary>
    [ValidateEnumeratedItems]
    public IList<RegistryHostOptions> Hosts { get; } = [];

    /// <summary>The only registries that are ever asked (<c>HOST[:PORT]</c>); empty for any. Whoever may deploy chooses the names of images, so name yours where that matters.</summary>
    public IList<string> Only { get; } = [];

    /// <summary>File with credentials as docker and podman keep them; empty for theirs: <c>REGISTRY_AUTH_FILE</c>, <c>DOCKER_CONFIG</c>, <c>XDG_RUNTIME_DIR</c>, then <c>~/.docker/config.json</c>.</summary>
    public string CredentialFile { get; set; } = "";

    /// <summary>Time for one request in milliseconds; default 3000.</summary>
    [Range(100, 300_000)]
    public int TimeoutMilliseconds { get; set; } = 3_000;

    /// <summary>How often a request is made again that a registry was too busy for; default 2.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 2;

    /// <summary>Most requests at a time to one registry; default 16.</summary>
    [Range(1, 1_000)]
    public int ParallelRequests { get; set; } = 16;

    /// <summary>Largest manifest or index in bytes; default 4 MiB.</summary>
    [Range(1_024, 64 * 1024 * 1024)]
    public int ManifestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Longest signature payload in bytes; default 1 MiB.</summary>
    [Range(1_024, 64 * 1024 * 1024)]
    public int PayloadBytes { get; set; } = 1024 * 1024;

    /// <summary>Longest attestation, bundle or envelope in bytes; default 16 MiB.</summary>
    [Range(1_024, 256 * 1024 * 1024)]
    public int AttestationBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Most signatures, attestations and referrers of one image that are read; default 64.</summary>
    [Range(1, 1_000)]
    public int SignaturesPerImage { get; set; } = 64;

    /// <summary>How long a tag is taken to mean the same in seconds, 0 for never; default 10.</summary>
    [Range(0, 86_400)]
    public int TagSeconds { get; set; } = 10;

    /// <summary>How long evidence that was found is used again in seconds; default 300.</summary>
    [Range(0, 86_400)]
    public int EvidenceSeconds { get; set; } = 300;

    /// <summary>How long an image without any evidence is not asked for again in seconds; default 30.</summary>
    [Range(0, 86_400)]
    public int MissingSeconds { get; set; } = 30;

    /// <summary>Most bytes of evidence that are kept in memory; default 64 MiB.</summary>
    [Range(0, 4L * 1024 * 1024 * 1024)]
    public long CacheBytes { get; set; } = 64 * 1024 * 1024;
}
