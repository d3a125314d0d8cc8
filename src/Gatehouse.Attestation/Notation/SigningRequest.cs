using System.Collections.Immutable;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Notation;

/// <summary>What to sign and how.</summary>
/// <param name="Payload">As it will be signed, usually <see cref="NotationPayload.Render"/>.</param>
public sealed record SigningRequest(EnvelopeFormat Format, ReadOnlyMemory<byte> Payload, SignedAttributes Attributes)
{
    public string ContentType { get; init; } = SignatureEnvelope.PayloadContentType;

    /// <summary>Of the leaf certificate.</summary>
    public required PublicKey Key { get; init; }

    /// <summary>DER, leaf first, the complete chain.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Chain { get; init; } = [];

    /// <summary>The tool that signs, for example <c>gatehouse/1.0.0</c>.</summary>
    public string? SigningAgent { get; init; }
}
