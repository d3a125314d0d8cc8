namespace Gatehouse.Policy.Keys;

/// <summary>Families of public keys that policies may name.</summary>
public enum PublicKeyType
{
    Rsa,

    /// <summary>On the curves P-256, P-384 and P-521.</summary>
    Ecdsa,

    Ed25519,
}
