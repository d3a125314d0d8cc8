namespace Gatehouse.Attestation.Keys;

/// <summary>The kinds of public keys that sign artifacts.</summary>
public enum KeyKind
{
    /// <summary>RSA of 2048 to 16384 bits.</summary>
    Rsa,

    /// <summary>NIST P-256 (secp256r1).</summary>
    EcdsaP256,

    /// <summary>NIST P-384 (secp384r1).</summary>
    EcdsaP384,

    /// <summary>NIST P-521 (secp521r1).</summary>
    EcdsaP521,

    /// <summary>Edwards curve 25519, RFC 8032.</summary>
    Ed25519,
}
