using System.Collections.Immutable;

namespace Gatehouse.Attestation.Attestors;

/// <summary>
/// What an attestation occurrence says, in any of its spellings: <c>attestation</c> of v1, <c>genericSignedAttestation</c> and <c>pgpSignedAttestation</c> of v1beta1 (one
/// signature, the armored text as bytes). Nothing in it is trusted.
/// </summary>
public sealed record AttestationOccurrence
{
    /// <summary>The most signatures and tokens of one occurrence that are tried.</summary>
    public const int MostSignatures = 64;

    public required string NoteName { get; init; }

    public required string ResourceUri { get; init; }

    public ReadOnlyMemory<byte> SerializedPayload { get; init; }

    public ImmutableArray<AttestationSignature> Signatures { get; init; } = [];

    /// <summary>Compact JSON Web Signatures. Results count them on after the signatures: the first of them is number <c>Signatures.Length</c>.</summary>
    public ImmutableArray<string> Tokens { get; init; } = [];
}
