using System.Security.Cryptography;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Keys;

/// <summary>A public key, valid by construction. Immutable and safe for threads; two keys are equal when their SubjectPublicKeyInfo is.</summary>
public abstract class PublicKey : IEquatable<PublicKey>
{
    private protected PublicKey(KeyKind kind, int sizeBits, ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        (Kind, SizeBits) = (kind, sizeBits);
        SubjectPublicKeyInfo = subjectPublicKeyInfo.ToArray();
        Id = KeyId.Compute(subjectPublicKeyInfo);
    }

    public KeyKind Kind { get; }

    /// <summary>Of the RSA modulus or the field of the curve.</summary>
    public int SizeBits { get; }

    /// <summary>DER, RFC 5280 section 4.1.2.7.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>The computed id, <c>ni:///sha-256;…</c>.</summary>
    public string Id { get; }

    /// <summary>One key in PEM (<c>PUBLIC KEY</c>, or PKCS#1 <c>RSA PUBLIC KEY</c>); text around it other than white space, or a second key, is refused.</summary>
    public static Outcome<PublicKey> FromPem(ReadOnlySpan<char> pem) => PublicKeyReader.ReadPem(pem);

    /// <summary>DER SubjectPublicKeyInfo with nothing after it.</summary>
    public static Outcome<PublicKey> FromDer(ReadOnlySpan<byte> subjectPublicKeyInfo) => PublicKeyReader.ReadDer(subjectPublicKeyInfo);

    /// <summary>The bare numbers of an RSA key, big-endian.</summary>
    public static Outcome<PublicKey> FromRsa(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent) => PublicKeyReader.ReadRsa(modulus, exponent);

    /// <summary>An uncompressed point (<c>04 ‖ x ‖ y</c>) on a NIST curve, or the 32 bytes of an Ed25519 key.</summary>
    public static Outcome<PublicKey> FromPoint(KeyKind kind, ReadOnlySpan<byte> point) => PublicKeyReader.ReadPoint(kind, point);

    /// <summary>Whether the signature holds over the data. False too for a scheme that does not fit the key, and for a signature of the wrong form; never throws on bad input.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, SignatureScheme scheme)
    {
        if (!scheme.Fits(Kind))
        {
            return false;
        }
        if (scheme.Family is SignatureFamily.Ed25519)
        {
            return VerifyPure(data, signature);
        }
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        var written = CryptographicOperations.HashData(scheme.Hash, data, hash);
        return VerifyHashCore(hash[..written], signature, scheme);
    }

    /// <summary>As <see cref="Verify(ReadOnlySpan{byte}, ReadOnlySpan{byte}, SignatureScheme)"/> with what DSSE and sigstore take for this kind of key.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => Verify(data, signature, SignatureScheme.For(Kind));

    /// <summary>As <see cref="Verify(ReadOnlySpan{byte}, ReadOnlySpan{byte}, SignatureScheme)"/>, refusing a key that does not fit the algorithm and saying why.</summary>
    /// <returns>Null when the signature holds.</returns>
    public Failure? Check(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, SignatureAlgorithm algorithm) => algorithm.Mismatch(this)
        ?? (Verify(data, signature, algorithm.Scheme) ? null
            : new Failure(FailureReason.SignatureMismatch, VerificationStep.Signature, $"the {algorithm.Name} signature does not hold with key {Id}"));

    /// <summary>Whether the signature holds over a hash computed elsewhere; always false for pure Ed25519, which signs no hash.</summary>
    public bool VerifyHash(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, SignatureScheme scheme) =>
        scheme.Fits(Kind) && scheme.Family is not SignatureFamily.Ed25519 && hash.Length == HashSizeBytes(scheme.Hash) && VerifyHashCore(hash, signature, scheme);

    public string ToPem() => PemEncoding.WriteString("PUBLIC KEY", SubjectPublicKeyInfo.Span) + "\n";

    public bool Equals(PublicKey? other) => other is not null && SubjectPublicKeyInfo.Span.SequenceEqual(other.SubjectPublicKeyInfo.Span);

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Id;

    private protected abstract bool VerifyHashCore(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, SignatureScheme scheme);

    private protected virtual bool VerifyPure(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => false;

    internal static int HashSizeBytes(HashAlgorithmName hash) =>
        hash == HashAlgorithmName.SHA256 ? SHA256.HashSizeInBytes : hash == HashAlgorithmName.SHA384 ? SHA384.HashSizeInBytes : SHA512.HashSizeInBytes;
}
