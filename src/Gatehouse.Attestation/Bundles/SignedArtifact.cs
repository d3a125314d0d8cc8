using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Gatehouse.Attestation.Bundles;

/// <summary>What was signed: its bytes, or only their hashes.</summary>
public sealed class SignedArtifact
{
    private readonly FrozenDictionary<HashAlgorithmName, byte[]> _digests;

    private SignedArtifact(ReadOnlyMemory<byte>? bytes, FrozenDictionary<HashAlgorithmName, byte[]> digests) => (Bytes, _digests) = (bytes, digests);

    /// <summary>Null where only hashes are known; a signature with pure Ed25519 over the artifact then cannot be verified.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; }

    public static SignedArtifact FromBytes(ReadOnlyMemory<byte> bytes) => new(bytes, FrozenDictionary<HashAlgorithmName, byte[]>.Empty);

    public static SignedArtifact FromDigest(HashAlgorithmName algorithm, ReadOnlySpan<byte> digest) =>
        new(null, new Dictionary<HashAlgorithmName, byte[]> { [algorithm] = digest.ToArray() }.ToFrozenDictionary());

    /// <param name="sha256Hex">64 hex digits.</param>
    /// <exception cref="FormatException">Not 64 hex digits.</exception>
    public static SignedArtifact FromSha256(string sha256Hex) => sha256Hex.Length == 64
        ? FromDigest(HashAlgorithmName.SHA256, Convert.FromHexString(sha256Hex))
        : throw new FormatException("A SHA-256 digest has 64 hex digits.");

    /// <summary>Null where neither bytes nor that hash are known.</summary>
    public byte[]? FindDigest(HashAlgorithmName algorithm) =>
        _digests.TryGetValue(algorithm, out var digest) ? digest
        : Bytes is { } bytes ? CryptographicOperations.HashData(algorithm, bytes.Span)
        : null;
}
