namespace Gatehouse.Attestation.Notation;

/// <summary>The two forms of a signature envelope.</summary>
public enum EnvelopeFormat
{
    /// <summary>Flattened JSON serialization of a JSON Web Signature (RFC 7515 section 7.2.2), <c>application/jose+json</c>.</summary>
    Jws,

    /// <summary>A tagged COSE_Sign1 message (RFC 9052 section 4.2), <c>application/cose</c>.</summary>
    Cose,
}
