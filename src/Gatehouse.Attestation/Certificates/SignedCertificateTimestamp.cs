namespace Gatehouse.Attestation.Certificates;

/// <summary>A log's promise that it has seen a certificate (RFC 6962 section 3.2).</summary>
/// <param name="LogId">SHA-256 of the log's public key, 32 bytes.</param>
/// <param name="TimestampMilliseconds">Since 1970.</param>
/// <param name="Extensions">Opaque, signed with the rest; static CT logs put the index of the leaf there.</param>
/// <param name="HashAlgorithm">TLS HashAlgorithm: 4 is SHA-256, the only one RFC 6962 allows.</param>
/// <param name="SignatureAlgorithm">TLS SignatureAlgorithm: 1 RSA, 3 ECDSA.</param>
public sealed record SignedCertificateTimestamp(
    ReadOnlyMemory<byte> LogId,
    ulong TimestampMilliseconds,
    ReadOnlyMemory<byte> Extensions,
    byte HashAlgorithm,
    byte SignatureAlgorithm,
    ReadOnlyMemory<byte> Signature)
{
    /// <summary>Far-away times are clamped to the last instant that can be told.</summary>
    public DateTimeOffset Timestamp => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Min(TimestampMilliseconds, (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
}
