using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>A message of which one signature holds.</summary>
/// <param name="Content">Exactly what was signed, and nothing that stood beside it; cleartext in its canonical form with CR LF between lines.</param>
/// <param name="Fingerprint">Of the certificate's primary key.</param>
/// <param name="SigningFingerprint">Of the key that signed: the primary key or a subkey.</param>
/// <param name="SignedAt">As the signer says; no third party vouches for it.</param>
/// <param name="Signature">The place of the signature in the message, from 0.</param>
/// <param name="Ignored">Why other signatures did not count.</param>
public sealed record PgpVerified(byte[] Content, string Fingerprint, string SigningFingerprint, DateTimeOffset SignedAt, int Signature, ImmutableArray<Failure> Ignored);
