using System.Formats.Asn1;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>A bare RSAPublicKey (RFC 8017 appendix A.1.1), as old logs of a trusted root have it.</summary>
internal static class Pkcs1PublicKey
{
    public static Outcome<PublicKey> Read(ReadOnlyMemory<byte> der)
    {
        try
        {
            var outer = new AsnReader(der, AsnEncodingRules.DER);
            var key = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            var (modulus, exponent) = (key.ReadIntegerBytes(), key.ReadIntegerBytes());
            key.ThrowIfNotEmpty();
            return PublicKey.FromRsa(modulus.Span, exponent.Span);
        }
        catch (AsnContentException e)
        {
            return new Failure(FailureReason.KeyInvalid, VerificationStep.Key, "not an RSAPublicKey: " + e.Message);
        }
    }
}
