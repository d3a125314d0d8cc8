using System.Collections.Frozen;
using System.Security.Cryptography;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Keys;

/// <summary>An algorithm as a specification names it: the scheme together with the one kind (and, for Grafeas, size) of key that may be used with it.</summary>
/// <param name="KeySizeBits">The exact size of an RSA key; null where the specification leaves it open.</param>
public sealed record SignatureAlgorithm(string Name, SignatureScheme Scheme, KeyKind Kind, int? KeySizeBits = null)
{
    private static readonly HashAlgorithmName Sha256 = HashAlgorithmName.SHA256;
    private static readonly HashAlgorithmName Sha384 = HashAlgorithmName.SHA384;
    private static readonly HashAlgorithmName Sha512 = HashAlgorithmName.SHA512;

    /// <summary>By the place in the enumeration <c>SignatureAlgorithm</c> of Binary Authorization, from 1; the extension <c>ED25519</c> comes last.</summary>
    private static readonly SignatureAlgorithm[] Grafeas =
    [
        Pss(2048, Sha256), Pss(3072, Sha256), Pss(4096, Sha256), Pss(4096, Sha512),
        Pkcs1(2048, Sha256), Pkcs1(3072, Sha256), Pkcs1(4096, Sha256), Pkcs1(4096, Sha512),
        new("ECDSA_P256_SHA256", SignatureScheme.Ecdsa(Sha256, EcdsaEncoding.Der), KeyKind.EcdsaP256),
        new("ECDSA_P384_SHA384", SignatureScheme.Ecdsa(Sha384, EcdsaEncoding.Der), KeyKind.EcdsaP384),
        new("ECDSA_P521_SHA512", SignatureScheme.Ecdsa(Sha512, EcdsaEncoding.Der), KeyKind.EcdsaP521),
        new("ED25519", SignatureScheme.Ed25519, KeyKind.Ed25519),
    ];

    private static readonly FrozenDictionary<string, SignatureAlgorithm> GrafeasNames = Grafeas
        .SelectMany(a => Spellings(a.Name).Select(name => (name, a)))
        .ToFrozenDictionary(x => x.name, x => x.a, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, SignatureAlgorithm> JoseNames = new SignatureAlgorithm[]
    {
        new("RS256", SignatureScheme.RsaPkcs1(Sha256), KeyKind.Rsa),
        new("RS384", SignatureScheme.RsaPkcs1(Sha384), KeyKind.Rsa),
        new("RS512", SignatureScheme.RsaPkcs1(Sha512), KeyKind.Rsa),
        new("PS256", SignatureScheme.RsaPss(Sha256), KeyKind.Rsa),
        new("PS384", SignatureScheme.RsaPss(Sha384), KeyKind.Rsa),
        new("PS512", SignatureScheme.RsaPss(Sha512), KeyKind.Rsa),
        new("ES256", SignatureScheme.Ecdsa(Sha256, EcdsaEncoding.Raw), KeyKind.EcdsaP256),
        new("ES384", SignatureScheme.Ecdsa(Sha384, EcdsaEncoding.Raw), KeyKind.EcdsaP384),
        new("ES512", SignatureScheme.Ecdsa(Sha512, EcdsaEncoding.Raw), KeyKind.EcdsaP521),
        new("EdDSA", SignatureScheme.Ed25519, KeyKind.Ed25519),
    }.ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>The names of Binary Authorization's <c>SignatureAlgorithm</c> with all its aliases (<c>RSA_SIGN_PSS_…</c>, <c>EC_SIGN_…</c>), and <c>ED25519</c>.</summary>
    /// <returns>Null for a name that is unknown, empty or <c>SIGNATURE_ALGORITHM_UNSPECIFIED</c>.</returns>
    public static SignatureAlgorithm? FindGrafeas(string? name) => name is null ? null : GrafeasNames.GetValueOrDefault(name);

    /// <summary>The number on the wire, 1 to 11.</summary>
    public static SignatureAlgorithm? FindGrafeas(int number) => number is >= 1 and <= 11 ? Grafeas[number - 1] : null;

    /// <summary>The <c>alg</c> of a JSON Web Signature (RFC 7518 section 3.1, RFC 8037); <c>none</c> and keyed hashes are unknown here.</summary>
    public static SignatureAlgorithm? FindJose(string? alg) => alg is null ? null : JoseNames.GetValueOrDefault(alg);

    /// <summary>The Grafeas algorithm that a key signs with when its owner names none; null for RSA of another size than 2048, 3072 or 4096 bits.</summary>
    public static SignatureAlgorithm? DefaultGrafeas(PublicKey key) => Array.Find(Grafeas, a => a.Scheme.Family is not SignatureFamily.RsaPss && a.Fits(key));

    public bool Fits(PublicKey key) => key.Kind == Kind && (KeySizeBits is null || KeySizeBits == key.SizeBits);

    /// <summary>Why a key cannot be used with this algorithm; null when it can.</summary>
    public Failure? Mismatch(PublicKey key) => Fits(key)
        ? null
        : new(FailureReason.AlgorithmMismatch, VerificationStep.Key, $"{Name} wants {Describe(Kind, KeySizeBits)}, the key is {Describe(key.Kind, key.SizeBits)}");

    private static string Describe(KeyKind kind, int? sizeBits) => kind is KeyKind.Rsa && sizeBits is { } bits ? $"RSA of {bits} bits" : kind.ToString();

    private static SignatureAlgorithm Pss(int bits, HashAlgorithmName hash) =>
        new($"RSA_PSS_{bits}_{hash.Name}", SignatureScheme.RsaPss(hash), KeyKind.Rsa, bits);

    private static SignatureAlgorithm Pkcs1(int bits, HashAlgorithmName hash) =>
        new($"RSA_SIGN_PKCS1_{bits}_{hash.Name}", SignatureScheme.RsaPkcs1(hash), KeyKind.Rsa, bits);

    private static IEnumerable<string> Spellings(string name)
    {
        yield return name;
        if (name.StartsWith("RSA_PSS_", StringComparison.Ordinal))
        {
            yield return $"RSA_SIGN_{name.AsSpan("RSA_".Length)}";
        }
        if (name.StartsWith("ECDSA_", StringComparison.Ordinal))
        {
            yield return $"EC_SIGN_{name.AsSpan("ECDSA_".Length)}";
        }
    }
}
