using System.Collections.Immutable;
using System.Security.Cryptography;
using Gatehouse.Attestation.Certificates;

namespace Gatehouse.Attestation.Timestamps;

/// <summary>
/// A timestamp token as it was received (RFC 3161 section 2.4.2, CMS in RFC 5652). Reading it trusts nothing: a <see cref="TimestampVerifier"/> says whether
/// an authority really stamped given bytes at <see cref="Time"/>.
/// </summary>
public sealed class TimestampToken
{
    /// <summary>The longest token that is read, in bytes.</summary>
    public const int MaximumSizeBytes = 128 * 1024;

    internal TimestampToken(TimestampSigner signer) => Signer = signer;

    /// <summary>genTime: when the authority says it saw the imprint.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How far the true time may lie from <see cref="Time"/> to either side; null when the token does not say.</summary>
    public required TimeSpan? Accuracy { get; init; }

    /// <summary>The policy of the authority, dotted decimal.</summary>
    public required string Policy { get; init; }

    /// <summary>SHA-256, SHA-384 or SHA-512; others are refused when reading.</summary>
    public required HashAlgorithmName ImprintAlgorithm { get; init; }

    /// <summary>The hash of what was stamped.</summary>
    public required ReadOnlyMemory<byte> Imprint { get; init; }

    /// <summary>Certificates the token brings along, in the order of the token; they are material to build a path from, never anchors.</summary>
    public required ImmutableArray<Certificate> Certificates { get; init; }

    internal TimestampSigner Signer { get; }

    /// <summary>Reads a token, or the response of an authority (a TimeStampResp) that granted one.</summary>
    /// <exception cref="FormatException">Neither of them, refused by the authority, or longer than <see cref="MaximumSizeBytes"/>.</exception>
    public static TimestampToken Parse(ReadOnlyMemory<byte> tokenOrResponse) => TimestampTokenReader.Read(tokenOrResponse);

    /// <summary>Whether the token is over these bytes.</summary>
    public bool IsOver(ReadOnlySpan<byte> data) => CryptographicOperations.HashData(ImprintAlgorithm, data).AsSpan().SequenceEqual(Imprint.Span);
}
