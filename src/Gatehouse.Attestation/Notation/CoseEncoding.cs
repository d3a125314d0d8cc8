using System.Formats.Cbor;

namespace Gatehouse.Attestation.Notation;

/// <summary>What reading and writing COSE_Sign1 have in common (RFC 9052 section 4.4). Integer labels are spelled with a leading <c>#</c>.</summary>
internal static class CoseEncoding
{
    public const int Algorithm = 1;
    public const int Critical = 2;
    public const int ContentType = 3;
    public const int Chain = 33;
    public const string AlgorithmName = "#1";
    public const string CriticalName = "#2";
    public const string ContentTypeName = "#3";
    public const string ChainName = "#33";

    /// <summary>Sig_structure: the context, the protected header as received, no external data, the payload.</summary>
    public static byte[] SignedBytes(ReadOnlySpan<byte> protectedHeader, ReadOnlySpan<byte> payload)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical, initialCapacity: protectedHeader.Length + payload.Length + 32);
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(protectedHeader);
        writer.WriteByteString([]);
        writer.WriteByteString(payload);
        writer.WriteEndArray();
        return writer.Encode();
    }
}
