using System.Collections.Immutable;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Notation;

namespace Gatehouse.Admission.Registries;

/// <summary>What a registry keeps of an image and beside it, as bytes.</summary>
public sealed record ImageEvidence
{
    /// <summary>The image's own manifest or index, as signatures of Notation describe it; null where there are none of those.</summary>
    public ArtifactDescriptor? Image { get; init; }

    /// <summary>Tags and referrers with signatures, attestations and bundles, in cosign's conventions.</summary>
    public OciRepository Repository { get; init; } = new();

    /// <summary>Envelopes of Notation that refer to the image.</summary>
    public ImmutableArray<NotationSignature> NotationSignatures { get; init; } = [];

    /// <summary>What was not read because there is more than the limits allow; for warnings.</summary>
    public ImmutableArray<string> Skipped { get; init; } = [];

    /// <summary>Nothing at all lies there.</summary>
    public bool IsEmpty => Repository.Content.IsEmpty && NotationSignatures.IsEmpty;
}
