using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;

namespace Gatehouse.Attestation.Pgp;

internal static class HashIds
{
    public static bool IsStrong(this HashId hash) => hash is HashId.Sha256 or HashId.Sha384 or HashId.Sha512 or HashId.Sha224;

    /// <exception cref="PgpException">The hash is not computed here.</exception>
    public static byte[] Compute(this HashId hash, ReadOnlySpan<byte> data) => hash switch
    {
        HashId.Sha256 => SHA256.HashData(data),
        HashId.Sha384 => SHA384.HashData(data),
        HashId.Sha512 => SHA512.HashData(data),
        HashId.Sha224 => Sha224(data),
#pragma warning disable CA5350 // Old keys vouch for themselves with SHA-1; the option says whether that counts.
        HashId.Sha1 => SHA1.HashData(data),
#pragma warning restore CA5350
        _ => throw new PgpException(Verification.FailureReason.AlgorithmNotAllowed, Verification.VerificationStep.Signature, $"hash {(byte)hash} is not accepted"),
    };

    /// <summary>The DER before the digest in PKCS#1 v1.5, RFC 8017 section 9.2.</summary>
    public static ReadOnlySpan<byte> DigestInfoPrefix(this HashId hash) => hash switch
    {
        HashId.Sha1 => [0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2B, 0x0E, 0x03, 0x02, 0x1A, 0x05, 0x00, 0x04, 0x14],
        HashId.Sha224 => [0x30, 0x2D, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04, 0x05, 0x00, 0x04, 0x1C],
        HashId.Sha256 => [0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20],
        HashId.Sha384 => [0x30, 0x41, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30],
        HashId.Sha512 => [0x30, 0x51, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40],
        _ => [],
    };

    private static byte[] Sha224(ReadOnlySpan<byte> data)
    {
        var digest = new Sha224Digest();
        digest.BlockUpdate(data);
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash, 0);
        return hash;
    }
}
