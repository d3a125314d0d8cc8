namespace Gatehouse.Attestation.Attestors;

/// <summary>One signature of an occurrence.</summary>
/// <param name="PublicKeyId">Which of the attestor's keys made it; compared exactly, and a signature that names none is refused.</param>
public sealed record AttestationSignature(ReadOnlyMemory<byte> Signature, string PublicKeyId);
