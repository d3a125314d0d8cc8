using System.Security.Cryptography;

namespace Gatehouse.Attestation.Timestamps;

/// <summary>The SignerInfo of a token, whose signed attributes have been found to describe the token's content.</summary>
/// <param name="SignedAttributes">The attributes as they are signed: with the tag of a SET.</param>
/// <param name="Algorithm">AlgorithmIdentifier, as DER.</param>
/// <param name="CertificateHashAlgorithm">Of <paramref name="CertificateHash"/>.</param>
/// <param name="CertificateHash">Names the certificate of the signer (ESSCertID, RFC 5035).</param>
internal sealed record TimestampSigner(
    HashAlgorithmName DigestAlgorithm,
    ReadOnlyMemory<byte> SignedAttributes,
    ReadOnlyMemory<byte> Algorithm,
    ReadOnlyMemory<byte> Signature,
    HashAlgorithmName CertificateHashAlgorithm,
    ReadOnlyMemory<byte> CertificateHash);
