using Org.BouncyCastle.Crypto.Parameters;
using BouncyEd25519 = Org.BouncyCastle.Math.EC.Rfc8032.Ed25519;

namespace Gatehouse.Attestation.Keys;

internal sealed class Ed25519PublicKey(ReadOnlySpan<byte> subjectPublicKeyInfo, Ed25519PublicKeyParameters parameters)
    : PublicKey(KeyKind.Ed25519, 255, subjectPublicKeyInfo)
{
    private protected override bool VerifyPure(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        VerifyCore(BouncyEd25519.Algorithm.Ed25519, null, data, signature);

    private protected override bool VerifyHashCore(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, SignatureScheme scheme) =>
        scheme.Family is SignatureFamily.Ed25519Prehashed && VerifyCore(BouncyEd25519.Algorithm.Ed25519ph, [], hash, signature);

    private bool VerifyCore(BouncyEd25519.Algorithm algorithm, byte[]? context, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        signature.Length == BouncyEd25519.SignatureSize
        && parameters.Verify(algorithm, context, message.ToArray(), 0, message.Length, signature.ToArray(), 0);
}
