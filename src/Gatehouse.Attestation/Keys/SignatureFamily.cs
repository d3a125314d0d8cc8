namespace Gatehouse.Attestation.Keys;

public enum SignatureFamily
{
    /// <summary>RSASSA-PKCS1-v1_5, RFC 8017 section 8.2.</summary>
    RsaPkcs1,

    /// <summary>RSASSA-PSS with MGF1 over the same hash, RFC 8017 section 8.1; any salt length verifies, the hash's length is signed with.</summary>
    RsaPss,

    Ecdsa,

    /// <summary>Pure Ed25519, RFC 8032 section 5.1.</summary>
    Ed25519,

    /// <summary>Ed25519ph over SHA-512 with an empty context.</summary>
    Ed25519Prehashed,
}
