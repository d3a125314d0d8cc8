using System.Security.Cryptography;

namespace Gatehouse.Attestation.Keys;

internal sealed class RsaPrivateKey(RSA key, PublicKey publicKey) : PrivateKey(publicKey)
{
    private readonly Lock _lock = new();

    private protected override byte[] SignHashCore(byte[] hash, SignatureScheme scheme)
    {
        var padding = scheme.Family is SignatureFamily.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        lock (_lock)
        {
            return key.SignHash(hash, scheme.Hash, padding);
        }
    }

    internal override byte[] ExportPkcs8() => key.ExportPkcs8PrivateKey();

    protected override void Dispose(bool disposing) => key.Dispose();
}
