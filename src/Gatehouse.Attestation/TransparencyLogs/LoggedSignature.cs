namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>A signature in a log entry.</summary>
/// <param name="Signature">Null where the entry tells only the key (intoto 0.0.1).</param>
/// <param name="Verifier">DER of a certificate or a SubjectPublicKeyInfo.</param>
public sealed record LoggedSignature(ReadOnlyMemory<byte>? Signature, ReadOnlyMemory<byte> Verifier, bool IsCertificate);
