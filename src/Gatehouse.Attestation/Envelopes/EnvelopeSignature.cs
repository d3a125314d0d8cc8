namespace Gatehouse.Attestation.Envelopes;

/// <summary>One signature of an envelope.</summary>
/// <param name="KeyId">A hint that anybody can write; empty when absent. Never decide by it.</param>
public sealed record EnvelopeSignature(ReadOnlyMemory<byte> Signature, string KeyId = "");
