using System.Security.Cryptography;

namespace Gatehouse.Attestation.Keys;

internal sealed class EcdsaPrivateKey(ECDsa key, PublicKey publicKey) : PrivateKey(publicKey)
{
    private readonly Lock _lock = new();

    private protected override byte[] SignHashCore(byte[] hash, SignatureScheme scheme)
    {
        var format = scheme.Encoding is EcdsaEncoding.Raw ? DSASignatureFormat.IeeeP1363FixedFieldConcatenation : DSASignatureFormat.Rfc3279DerSequence;
        lock (_lock)
        {
            return key.SignHash(hash, format);
        }
    }

    internal override byte[] ExportPkcs8() => key.ExportPkcs8PrivateKey();

    protected override void Dispose(bool disposing) => key.Dispose();
}
