using System.Security.Cryptography;

namespace Gatehouse.Attestation.Keys;

/// <summary>How a signature is computed: the family, the hash, and the encoding of ECDSA. Chosen by the verifier's configuration, never by the signature.</summary>
public sealed record SignatureScheme
{
    private SignatureScheme(SignatureFamily family, HashAlgorithmName hash, EcdsaEncoding encoding = EcdsaEncoding.Der) =>
        (Family, Hash, Encoding) = (family, hash, encoding);

    public static SignatureScheme Ed25519 { get; } = new(SignatureFamily.Ed25519, HashAlgorithmName.SHA512);

    public static SignatureScheme Ed25519Prehashed { get; } = new(SignatureFamily.Ed25519Prehashed, HashAlgorithmName.SHA512);

    public SignatureFamily Family { get; }

    /// <summary>SHA-256, SHA-384 or SHA-512; what Ed25519 uses inside for that family.</summary>
    public HashAlgorithmName Hash { get; }

    /// <summary>Of no meaning outside ECDSA.</summary>
    public EcdsaEncoding Encoding { get; }

    public static SignatureScheme RsaPkcs1(HashAlgorithmName hash) => new(SignatureFamily.RsaPkcs1, Strong(hash));

    public static SignatureScheme RsaPss(HashAlgorithmName hash) => new(SignatureFamily.RsaPss, Strong(hash));

    public static SignatureScheme Ecdsa(HashAlgorithmName hash, EcdsaEncoding encoding) => new(SignatureFamily.Ecdsa, Strong(hash), encoding);

    /// <summary>
    /// What DSSE and sigstore use where nothing else is configured: the curve fixes the hash (P-256 SHA-256, P-384 SHA-384, P-521 SHA-512), RSA is PKCS#1 v1.5 with SHA-256.
    /// </summary>
    public static SignatureScheme For(KeyKind kind, EcdsaEncoding encoding = EcdsaEncoding.Either) => kind switch
    {
        KeyKind.Rsa => RsaPkcs1(HashAlgorithmName.SHA256),
        KeyKind.EcdsaP256 => Ecdsa(HashAlgorithmName.SHA256, encoding),
        KeyKind.EcdsaP384 => Ecdsa(HashAlgorithmName.SHA384, encoding),
        KeyKind.EcdsaP521 => Ecdsa(HashAlgorithmName.SHA512, encoding),
        KeyKind.Ed25519 => Ed25519,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Whether a key of this kind can make such a signature at all.</summary>
    public bool Fits(KeyKind kind) => Family switch
    {
        SignatureFamily.RsaPkcs1 or SignatureFamily.RsaPss => kind is KeyKind.Rsa,
        SignatureFamily.Ecdsa => kind is KeyKind.EcdsaP256 or KeyKind.EcdsaP384 or KeyKind.EcdsaP521,
        _ => kind is KeyKind.Ed25519,
    };

    private static HashAlgorithmName Strong(HashAlgorithmName hash) =>
        hash == HashAlgorithmName.SHA256 || hash == HashAlgorithmName.SHA384 || hash == HashAlgorithmName.SHA512
            ? hash
            : throw new ArgumentException($"Signatures over {hash} are not made or accepted.", nameof(hash));
}
