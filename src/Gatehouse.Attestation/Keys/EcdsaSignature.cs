using System.Formats.Asn1;

namespace Gatehouse.Attestation.Keys;

/// <summary>
/// The two encodings of an ECDSA signature. Our own strict reading comes before the framework's: one signature has one DER form, so a byte added to a good
/// signature makes a bad one.
/// </summary>
internal static class EcdsaSignature
{
    /// <summary>The signature as r‖s with the given size of each half; null when it has not the encoding asked for.</summary>
    public static byte[]? ToRaw(ReadOnlySpan<byte> signature, EcdsaEncoding encoding, int fieldSizeBytes) => encoding switch
    {
        EcdsaEncoding.Raw => FromRaw(signature, fieldSizeBytes),
        EcdsaEncoding.Der => FromDer(signature, fieldSizeBytes),
        _ => FromDer(signature, fieldSizeBytes) ?? FromRaw(signature, fieldSizeBytes),
    };

    public static byte[] ToDer(ReadOnlySpan<byte> raw)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            WriteUnsigned(writer, raw[..(raw.Length / 2)]);
            WriteUnsigned(writer, raw[(raw.Length / 2)..]);
        }
        return writer.Encode();
    }

    private static byte[]? FromRaw(ReadOnlySpan<byte> signature, int fieldSizeBytes) => signature.Length == 2 * fieldSizeBytes ? signature.ToArray() : null;

    private static byte[]? FromDer(ReadOnlySpan<byte> signature, int fieldSizeBytes)
    {
        // The first byte decides without an exception for the raw form, which is common; the content is at most two integers of field size.
        if (signature.Length is < 8 or > 160 || signature[0] != 0x30)
        {
            return null;
        }
        try
        {
            AsnDecoder.ReadSequence(signature, AsnEncodingRules.DER, out var start, out var length, out var consumed);
            var content = signature.Slice(start, length);
            var raw = new byte[2 * fieldSizeBytes];
            return consumed == signature.Length
                && TakeUnsigned(ref content, raw.AsSpan(0, fieldSizeBytes))
                && TakeUnsigned(ref content, raw.AsSpan(fieldSizeBytes))
                && content.IsEmpty ? raw : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static bool TakeUnsigned(ref ReadOnlySpan<byte> content, Span<byte> field)
    {
        var number = AsnDecoder.ReadIntegerBytes(content, AsnEncodingRules.DER, out var consumed);
        content = content[consumed..];
        if (number[0] >= 0x80)
        {
            return false;
        }
        number = number.TrimStart((byte)0);
        if (number.Length > field.Length)
        {
            return false;
        }
        number.CopyTo(field[^number.Length..]);
        return true;
    }

    private static void WriteUnsigned(AsnWriter writer, ReadOnlySpan<byte> number)
    {
        number = number.TrimStart((byte)0);
        writer.WriteIntegerUnsigned(number.IsEmpty ? [0] : number);
    }
}
