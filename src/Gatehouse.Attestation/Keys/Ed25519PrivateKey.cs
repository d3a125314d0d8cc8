using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using BouncyEd25519 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Gatehouse.Attestation.Keys;

internal sealed class Ed25519PrivateKey(byte[] seed, PublicKey publicKey) : PrivateKey(publicKey)
{
    private readonly Ed25519PrivateKeyParameters _parameters = new(seed);
    private bool _disposed;

    /// <summary>OneAsymmetricKey up to the 32 bytes of the seed, RFC 8410 section 7.</summary>
    internal static ReadOnlySpan<byte> Pkcs8Prefix => [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    private protected override byte[] SignPure(byte[] data) => Sign(BouncyEd25519.Algorithm.Ed25519, null, data);

    private protected override byte[] SignHashCore(byte[] hash, SignatureScheme scheme) => Sign(BouncyEd25519.Algorithm.Ed25519ph, [], hash);

    internal override byte[] ExportPkcs8() => [.. Pkcs8Prefix, .. seed];

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(seed);
    }

    private byte[] Sign(BouncyEd25519.Algorithm algorithm, byte[]? context, byte[] message)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var signature = new byte[BouncyEd25519.SignatureSize];
        _parameters.Sign(algorithm, context, message, 0, message.Length, signature, 0);
        return signature;
    }
}
