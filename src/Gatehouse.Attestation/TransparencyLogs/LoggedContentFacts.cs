using System.Security.Cryptography;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>The signature that a log entry has to be about.</summary>
public sealed record LoggedContentFacts
{
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The hash of the bytes that were signed; null where they are not at hand and the hash was not given either.</summary>
    public required Func<HashAlgorithmName, byte[]?> SignedDigest { get; init; }

    /// <summary>The decoded payload of the envelope; null when what was signed is no envelope.</summary>
    public ReadOnlyMemory<byte>? Payload { get; init; }

    /// <summary>The envelope's text as it was uploaded; null where nobody kept it.</summary>
    public ReadOnlyMemory<byte>? EnvelopeText { get; init; }

    /// <summary>DER of the signing certificate; null for a bare key.</summary>
    public ReadOnlyMemory<byte>? Certificate { get; init; }

    public required ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; init; }
}
