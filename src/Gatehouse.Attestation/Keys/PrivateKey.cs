using System.Security.Cryptography;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Keys;

/// <summary>A key to sign with, held in memory. Safe for threads; dispose it to forget the secret.</summary>
public abstract class PrivateKey : IDisposable
{
    private protected PrivateKey(PublicKey publicKey) => PublicKey = publicKey;

    public PublicKey PublicKey { get; }

    /// <summary>A new key. RSA is made with <paramref name="rsaSizeBits"/>, one of 2048, 3072 and 4096; other kinds have one size.</summary>
    public static PrivateKey Generate(KeyKind kind, int rsaSizeBits = 3072) => PrivateKeyReader.Generate(kind, rsaSizeBits);

    /// <summary>
    /// PKCS#8 (<c>PRIVATE KEY</c>, <c>ENCRYPTED PRIVATE KEY</c> with PBES2), SEC 1 (<c>EC PRIVATE KEY</c>), PKCS#1 (<c>RSA PRIVATE KEY</c>), and cosign's own
    /// <c>ENCRYPTED SIGSTORE PRIVATE KEY</c>. A password is asked of encrypted forms and ignored by the others.
    /// </summary>
    public static Outcome<PrivateKey> FromPem(ReadOnlySpan<char> pem, ReadOnlySpan<char> password = default) => PrivateKeyReader.ReadPem(pem, password);

    /// <summary>A signature over the data; ECDSA comes in the scheme's encoding, DER where it leaves that open.</summary>
    /// <exception cref="ArgumentException">The scheme does not fit the key.</exception>
    public byte[] Sign(ReadOnlySpan<byte> data, SignatureScheme scheme)
    {
        if (!scheme.Fits(PublicKey.Kind))
        {
            throw new ArgumentException($"{PublicKey.Kind} does not sign with {scheme.Family}.", nameof(scheme));
        }
        return scheme.Family is SignatureFamily.Ed25519 ? SignPure(data.ToArray()) : SignHashCore(CryptographicOperations.HashData(scheme.Hash, data), scheme);
    }

    /// <summary>As <see cref="Sign(ReadOnlySpan{byte}, SignatureScheme)"/> with what DSSE and sigstore take for this kind of key.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => Sign(data, SignatureScheme.For(PublicKey.Kind));

    /// <summary>A signature over a hash computed elsewhere.</summary>
    /// <exception cref="ArgumentException">The scheme does not fit the key or the hash, or is pure Ed25519, which signs no hash.</exception>
    public byte[] SignHash(ReadOnlySpan<byte> hash, SignatureScheme scheme) =>
        scheme.Fits(PublicKey.Kind) && scheme.Family is not SignatureFamily.Ed25519 && hash.Length == PublicKey.HashSizeBytes(scheme.Hash)
            ? SignHashCore(hash.ToArray(), scheme)
            : throw new ArgumentException($"{PublicKey.Kind} does not sign a hash of {hash.Length} bytes with {scheme.Family}.", nameof(scheme));

    /// <summary>PKCS#8 in clear; the caller keeps it secret.</summary>
    public string ToPem()
    {
        var pkcs8 = ExportPkcs8();
        try
        {
            return PemEncoding.WriteString("PRIVATE KEY", pkcs8) + "\n";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    /// <summary>PKCS#8 under a password: PBES2 with AES-256-CBC, PBKDF2 of SHA-256 and 600,000 rounds.</summary>
    /// <exception cref="ArgumentException">The password is empty.</exception>
    public string ToEncryptedPem(ReadOnlySpan<char> password) => PrivateKeyEncryption.Encrypt(this, password);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal abstract byte[] ExportPkcs8();

    private protected abstract byte[] SignHashCore(byte[] hash, SignatureScheme scheme);

    private protected virtual byte[] SignPure(byte[] data) => throw new NotSupportedException();

    protected abstract void Dispose(bool disposing);
}
