using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>A signature envelope as it was received, read strictly. Reading it trusts nothing: its integrity, and everything else, is for <see cref="NotationVerification"/>.</summary>
public sealed class SignatureEnvelope
{
    /// <summary>The content type of what notation signs.</summary>
    public const string PayloadContentType = "application/vnd.cncf.notary.payload.v1+json";

    internal SignatureEnvelope()
    {
    }

    public required EnvelopeFormat Format { get; init; }

    public required string ContentType { get; init; }

    /// <summary>As the header names it; whether it belongs to the key is part of the integrity.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    public required SignedAttributes Attributes { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The raw signature; what a timestamp token is over.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Leaf first. At least one.</summary>
    public required ImmutableArray<Certificate> Chain { get; init; }

    /// <summary>An RFC 3161 token, not signed; null when the envelope has none.</summary>
    public ReadOnlyMemory<byte>? TimestampToken { get; init; }

    /// <summary>The tool that signed, by its own account; not signed.</summary>
    public string? SigningAgent { get; init; }

    /// <summary>The bytes the signature is over.</summary>
    public required ReadOnlyMemory<byte> SignedBytes { get; init; }

    /// <param name="mediaType">Of the blob that holds the envelope; another form than it says is refused.</param>
    public static Outcome<SignatureEnvelope> Parse(string? mediaType, ReadOnlyMemory<byte> bytes, NotationLimits? limits = null)
    {
        limits ??= NotationLimits.Default;
        if (EnvelopeFormats.Find(mediaType) is not { } format)
        {
            return new Failure(FailureReason.Unsupported, VerificationStep.Parse, $"the envelope's media type \"{Shown.Of(mediaType ?? "")}\" is neither application/jose+json nor application/cose");
        }
        if (bytes.Length > limits.SizeBytes)
        {
            return new Failure(FailureReason.LimitExceeded, VerificationStep.Parse, $"the envelope is {bytes.Length} bytes, at most {limits.SizeBytes} are read");
        }
        return format is EnvelopeFormat.Jws ? JwsReader.Read(bytes, limits) : CoseReader.Read(bytes, limits);
    }
}
