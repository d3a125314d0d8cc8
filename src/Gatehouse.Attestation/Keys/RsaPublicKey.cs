using System.Security.Cryptography;

namespace Gatehouse.Attestation.Keys;

internal sealed class RsaPublicKey(int sizeBits, ReadOnlySpan<byte> subjectPublicKeyInfo, RSAParameters parameters)
    : PublicKey(KeyKind.Rsa, sizeBits, subjectPublicKeyInfo)
{
    private readonly Lease<RSA> _lease = new(() => RSA.Create(parameters));
    private readonly RSAParameters _parameters = parameters;

    private protected override bool VerifyHashCore(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, SignatureScheme scheme)
    {
        // A signature has the size of the modulus (RFC 8017 section 8.2.2, step 1); OpenSSL would accept a shorter one.
        if (signature.Length != (SizeBits + 7) / 8)
        {
            return false;
        }
        var padding = scheme.Family is SignatureFamily.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        var holds = _lease.Use(new Call(hash, signature, scheme.Hash, padding), static (rsa, c) => rsa.VerifyHash(c.Hash, c.Signature, c.Algorithm, c.Padding));
        return holds || (scheme.Family is SignatureFamily.RsaPss && PssEncoding.Verify(_parameters, hash, signature, scheme.Hash));
    }

    private readonly ref struct Call(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, HashAlgorithmName algorithm, RSASignaturePadding padding)
    {
        public ReadOnlySpan<byte> Hash { get; } = hash;

        public ReadOnlySpan<byte> Signature { get; } = signature;

        public HashAlgorithmName Algorithm { get; } = algorithm;

        public RSASignaturePadding Padding { get; } = padding;
    }
}
