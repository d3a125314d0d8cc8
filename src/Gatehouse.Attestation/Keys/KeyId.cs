using System.Buffers.Text;
using System.Security.Cryptography;

namespace Gatehouse.Attestation.Keys;

/// <summary>Names computed from keys.</summary>
public static class KeyId
{
    /// <summary>RFC 6920 as Binary Authorization uses it: <c>ni:///sha-256;</c> and unpadded base64url of the SHA-256 of the DER SubjectPublicKeyInfo.</summary>
    public static string Compute(ReadOnlySpan<byte> subjectPublicKeyInfo) => $"ni:///sha-256;{Base64Url.EncodeToString(SHA256.HashData(subjectPublicKeyInfo))}";
}
