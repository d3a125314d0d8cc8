using System.Collections.Immutable;

namespace Gatehouse.Policy.Attestors;

/// <summary>An attestation as recorded (an occurrence of kind ATTESTATION): nothing about it has been verified.</summary>
/// <param name="Name">Of the record, for messages.</param>
/// <param name="Note">Note that it is an occurrence of.</param>
/// <param name="Resource">What it says it is about.</param>
/// <param name="Payload">Signed content; OpenPGP messages carry their own instead.</param>
/// <param name="Tokens">Compact JSON Web Signatures.</param>
public sealed record AttestationEvidence(string Name, string Note, string Resource, ReadOnlyMemory<byte> Payload, ImmutableArray<AttestationSignature> Signatures, ImmutableArray<string> Tokens);
