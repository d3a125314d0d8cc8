using System.Collections.Immutable;
using Gatehouse.Attestation.Bundles;

namespace Gatehouse.Attestation.Cosign;

/// <summary>Whose signatures on an image count, and what they have to say.</summary>
public sealed record CosignPolicy
{
    public required BundlePolicy Signers { get; init; }

    public TrustedRoot Root { get; init; } = TrustedRoot.Empty;

    /// <summary>What the signer has to have said beside the digest (<c>cosign sign -a key=value</c>).</summary>
    public ImmutableDictionary<string, string> Annotations { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Put before the tags of signatures and attestations; empty by default.</summary>
    public string TagPrefix { get; init; } = "";

    /// <summary>The most layers and referrers that are looked at for one image; 64 by default.</summary>
    public int MaximumSignatures { get; init; } = 64;

    /// <summary>The longest payload of a signature, 1 MiB by default.</summary>
    public int MaximumPayloadSizeBytes { get; init; } = 1 << 20;

    /// <summary>The longest attestation or bundle, 32 MiB by default.</summary>
    public int MaximumAttestationSizeBytes { get; init; } = 32 << 20;
}
