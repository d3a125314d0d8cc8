using System.Security.Cryptography;

namespace Gatehouse.Attestation.Bundles;

/// <summary>A signature over an artifact itself.</summary>
/// <param name="DigestAlgorithm">Null where the bundle gives no digest.</param>
/// <param name="Digest">What the bundle says the artifact's hash is: a hint that is compared, never relied on.</param>
public sealed record MessageSignature(ReadOnlyMemory<byte> Signature, HashAlgorithmName? DigestAlgorithm, ReadOnlyMemory<byte> Digest);
