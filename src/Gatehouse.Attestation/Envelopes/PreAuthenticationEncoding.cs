using System.Globalization;
using System.Text;

namespace Gatehouse.Attestation.Envelopes;

/// <summary>What a DSSE signature is made over: type and body with their lengths, so that no part can pose as another (DSSE v1, "Pre-Authentication Encoding").</summary>
public static class PreAuthenticationEncoding
{
    /// <summary><c>DSSEv1 LEN(type) type LEN(body) body</c>, lengths in bytes.</summary>
    public static byte[] Encode(string payloadType, ReadOnlySpan<byte> payload)
    {
        var typeLength = Encoding.UTF8.GetByteCount(payloadType);
        var head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {typeLength} {payloadType} {payload.Length} ");
        var encoded = new byte[Encoding.UTF8.GetByteCount(head) + payload.Length];
        payload.CopyTo(encoded.AsSpan(Encoding.UTF8.GetBytes(head, encoded)));
        return encoded;
    }
}
