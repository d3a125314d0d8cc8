using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Gatehouse.Attestation.Certificates;

/// <summary>The timestamps embedded in a certificate and the bytes each of them signs (RFC 6962 sections 3.2 and 3.3).</summary>
public static class SignedCertificateTimestampList
{
    private const int MaximumTimestamps = 16;
    private const int LogIdSizeBytes = 32;
    private static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 3);

    /// <returns>Those of version 1; empty where the certificate embeds none.</returns>
    /// <exception cref="FormatException">The list is malformed.</exception>
    public static ImmutableArray<SignedCertificateTimestamp> Read(Certificate certificate)
    {
        if (certificate.FindExtension(CertificateOids.SignedCertificateTimestamps) is not { } extension)
        {
            return [];
        }

        try
        {
            var reader = new AsnReader(extension.Value, AsnEncodingRules.DER);
            var list = reader.ReadOctetString();
            reader.ThrowIfNotEmpty();
            return ReadList(list);
        }
        catch (AsnContentException e)
        {
            throw new FormatException("the list of certificate timestamps is not an OCTET STRING", e);
        }
    }

    private static ImmutableArray<SignedCertificateTimestamp> ReadList(ReadOnlyMemory<byte> bytes)
    {
        var list = TakeVector(ref bytes);
        RefuseRemainder(bytes);
        var timestamps = ImmutableArray.CreateBuilder<SignedCertificateTimestamp>();
        while (!list.IsEmpty)
        {
            if (timestamps.Count == MaximumTimestamps)
            {
                throw new FormatException($"a certificate has more than {MaximumTimestamps} timestamps");
            }

            if (ReadOne(TakeVector(ref list)) is { } timestamp)
            {
                timestamps.Add(timestamp);
            }
        }

        return timestamps.ToImmutable();
    }

    private static SignedCertificateTimestamp? ReadOne(ReadOnlyMemory<byte> bytes)
    {
        if (Take(ref bytes, 1).Span[0] != 0)
        {
            return null; // a later version, which says nothing to us
        }

        var logId = Take(ref bytes, LogIdSizeBytes);
        var timestamp = BinaryPrimitives.ReadUInt64BigEndian(Take(ref bytes, sizeof(ulong)).Span);
        var extensions = TakeVector(ref bytes);
        var algorithms = Take(ref bytes, 2);
        var signature = TakeVector(ref bytes);
        RefuseRemainder(bytes);
        return new(logId, timestamp, extensions, algorithms.Span[0], algorithms.Span[1], signature);
    }

    /// <summary>What a timestamp over a precertificate signs: the certificate without the list itself, bound to the key of its issuer.</summary>
    public static byte[] SignedBytes(SignedCertificateTimestamp timestamp, Certificate certificate, Certificate issuer)
    {
        var signedPart = WithoutTimestamps(certificate);
        var bytes = new byte[1 + 1 + sizeof(ulong) + 2 + SHA256.HashSizeInBytes + 3 + signedPart.Length + 2 + timestamp.Extensions.Length];
        var rest = bytes.AsSpan(2); // version v1 and signature type certificate_timestamp are both zero
        BinaryPrimitives.WriteUInt64BigEndian(rest, timestamp.TimestampMilliseconds);
        rest = rest[sizeof(ulong)..];
        BinaryPrimitives.WriteUInt16BigEndian(rest, 1); // precert_entry
        rest = rest[2..];
        SHA256.HashData(issuer.SubjectPublicKeyInfo.Span, rest);
        rest = rest[SHA256.HashSizeInBytes..];
        rest[0] = (byte)(signedPart.Length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(rest[1..], (ushort)signedPart.Length);
        signedPart.CopyTo(rest[3..]);
        rest = rest[(3 + signedPart.Length)..];
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)timestamp.Extensions.Length);
        timestamp.Extensions.Span.CopyTo(rest[2..]);
        return bytes;
    }

    private static byte[] WithoutTimestamps(Certificate certificate)
    {
        var reader = new AsnReader(certificate.SignedPart, AsnEncodingRules.DER).ReadSequence();
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            while (reader.HasData && !reader.PeekTag().HasSameClassAndValue(ExtensionsTag))
            {
                writer.WriteEncodedValue(reader.ReadEncodedValue().Span);
            }

            CopyOtherExtensions(reader.ReadSequence(ExtensionsTag).ReadSequence(), writer);
        }

        return writer.Encode();
    }

    private static void CopyOtherExtensions(AsnReader extensions, AsnWriter writer)
    {
        using (writer.PushSequence(ExtensionsTag))
        using (writer.PushSequence())
        {
            while (extensions.HasData)
            {
                var encoded = extensions.ReadEncodedValue();
                if (new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier() != CertificateOids.SignedCertificateTimestamps)
                {
                    writer.WriteEncodedValue(encoded.Span);
                }
            }
        }
    }

    private static ReadOnlyMemory<byte> TakeVector(ref ReadOnlyMemory<byte> bytes) => Take(ref bytes, BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2).Span));

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int length)
    {
        if (bytes.Length < length)
        {
            throw new FormatException("the list of certificate timestamps is cut short");
        }

        var taken = bytes[..length];
        bytes = bytes[length..];
        return taken;
    }

    private static void RefuseRemainder(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            throw new FormatException("bytes follow the list of certificate timestamps");
        }
    }
}
