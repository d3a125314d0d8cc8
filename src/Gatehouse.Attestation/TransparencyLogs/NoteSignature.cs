namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>One signature line of a signed note.</summary>
/// <param name="KeyHint">The first four bytes of the key's identifier: they select, and prove nothing.</param>
public sealed record NoteSignature(string Name, ReadOnlyMemory<byte> KeyHint, ReadOnlyMemory<byte> Signature);
