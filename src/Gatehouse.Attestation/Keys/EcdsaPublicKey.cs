using System.Security.Cryptography;

namespace Gatehouse.Attestation.Keys;

internal sealed class EcdsaPublicKey(KeyKind kind, int sizeBits, ReadOnlySpan<byte> subjectPublicKeyInfo, ECParameters parameters)
    : PublicKey(kind, sizeBits, subjectPublicKeyInfo)
{
    private readonly Lease<ECDsa> _lease = new(() => ECDsa.Create(parameters));

    private protected override bool VerifyHashCore(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, SignatureScheme scheme) =>
        EcdsaSignature.ToRaw(signature, scheme.Encoding, (SizeBits + 7) / 8) is { } raw
        && _lease.Use(new Call(hash, raw), static (ecdsa, c) => ecdsa.VerifyHash(c.Hash, c.Raw, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    private readonly ref struct Call(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> raw)
    {
        public ReadOnlySpan<byte> Hash { get; } = hash;

        public ReadOnlySpan<byte> Raw { get; } = raw;
    }
}
