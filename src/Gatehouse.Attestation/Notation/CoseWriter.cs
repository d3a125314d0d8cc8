using System.Formats.Cbor;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Notation;

/// <summary>COSE_Sign1 in deterministic CBOR (RFC 8949 section 4.2.1); the writer in canonical mode sorts the keys of maps.</summary>
internal static class CoseWriter
{
    public static byte[] ProtectedHeader(SigningRequest request, SignatureAlgorithm algorithm)
    {
        var attributes = request.Attributes;
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteStartMap(5 + attributes.Extended.Length + (attributes.Expiry is null ? 0 : 1));
        writer.WriteInt32(CoseEncoding.Algorithm);
        writer.WriteInt32(NotationAlgorithm.CoseId(algorithm));
        writer.WriteInt32(CoseEncoding.Critical);
        WriteTexts(writer, Critical(attributes));
        writer.WriteInt32(CoseEncoding.ContentType);
        writer.WriteTextString(request.ContentType);
        writer.WriteTextString(NotationNames.SigningScheme);
        writer.WriteTextString(NotationNames.Of(attributes.Scheme));
        WriteTime(writer, attributes.Scheme is SigningScheme.X509 ? NotationNames.SigningTime : NotationNames.AuthenticSigningTime, attributes.SigningTime);
        if (attributes.Expiry is { } expiry)
        {
            WriteTime(writer, NotationNames.Expiry, expiry);
        }
        foreach (var extended in attributes.Extended)
        {
            writer.WriteTextString(extended.Name);
            writer.WriteTextString(extended.Value!);
        }
        writer.WriteEndMap();
        return writer.Encode();
    }

    public static byte[] Envelope(SigningRequest request, ReadOnlySpan<byte> protectedHeader, ReadOnlySpan<byte> signature, ReadOnlyMemory<byte>? token)
    {
        var writer = new CborWriter(CborConformanceMode.Canonical);
        writer.WriteTag((CborTag)18);
        writer.WriteStartArray(4);
        writer.WriteByteString(protectedHeader);
        WriteUnprotected(writer, request, token);
        writer.WriteByteString(request.Payload.Span);
        writer.WriteByteString(signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static void WriteUnprotected(CborWriter writer, SigningRequest request, ReadOnlyMemory<byte>? token)
    {
        writer.WriteStartMap((request.Chain.IsEmpty ? 0 : 1) + (token is null ? 0 : 1) + (request.SigningAgent is null ? 0 : 1));
        if (!request.Chain.IsEmpty)
        {
            writer.WriteInt32(CoseEncoding.Chain);
            writer.WriteStartArray(request.Chain.Length);
            foreach (var certificate in request.Chain)
            {
                writer.WriteByteString(certificate.Span);
            }
            writer.WriteEndArray();
        }
        if (token is { } bytes)
        {
            writer.WriteTextString(NotationNames.TimestampSignature);
            writer.WriteByteString(bytes.Span);
        }
        if (request.SigningAgent is { } agent)
        {
            writer.WriteTextString(NotationNames.SigningAgent);
            writer.WriteTextString(agent);
        }
        writer.WriteEndMap();
    }

    private static string[] Critical(SignedAttributes attributes) =>
    [
        NotationNames.SigningScheme,
        .. attributes.Scheme is SigningScheme.SigningAuthority ? [NotationNames.AuthenticSigningTime] : Array.Empty<string>(),
        .. attributes.Expiry is null ? [] : new[] { NotationNames.Expiry },
        .. attributes.Extended.Where(a => a.IsCritical).Select(a => a.Name),
    ];

    private static void WriteTexts(CborWriter writer, string[] texts)
    {
        writer.WriteStartArray(texts.Length);
        foreach (var text in texts)
        {
            writer.WriteTextString(text);
        }
        writer.WriteEndArray();
    }

    private static void WriteTime(CborWriter writer, string name, DateTimeOffset time)
    {
        writer.WriteTextString(name);
        writer.WriteTag(CborTag.UnixTimeSeconds);
        writer.WriteInt64(time.ToUnixTimeSeconds());
    }
}
