namespace Gatehouse.Policy.Attestors;

/// <summary>A signature of an attestation, as recorded: nothing about it has been verified.</summary>
/// <param name="PublicKeyId">Which key it claims to be by.</param>
public readonly record struct AttestationSignature(string PublicKeyId, ReadOnlyMemory<byte> Value);
