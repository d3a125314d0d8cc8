using System.Collections.Immutable;
using System.Security.Cryptography;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>What a Rekor entry says was signed, and by which keys.</summary>
public sealed record LogEntryBody
{
    public required string Kind { get; init; }

    public required string Version { get; init; }

    /// <summary>Whose hash <see cref="Digest"/> is.</summary>
    public required LoggedContent Content { get; init; }

    public required HashAlgorithmName DigestAlgorithm { get; init; }

    public required ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>SHA-256 of the envelope's text as it was uploaded; null where the entry has none. A bundle does not keep that text, cosign's layers do.</summary>
    public required ReadOnlyMemory<byte>? EnvelopeDigest { get; init; }

    /// <summary>At least one.</summary>
    public required ImmutableArray<LoggedSignature> Signatures { get; init; }

    /// <summary>Reads hashedrekord, dsse and intoto entries of the versions that sigstore has used.</summary>
    public static Outcome<LogEntryBody> Parse(ReadOnlySpan<byte> canonicalizedBody) => StrictJson.ReadObject(canonicalizedBody, LogEntryBodyReader.Read, JsonLimits.Documents, VerificationStep.Log);
}
