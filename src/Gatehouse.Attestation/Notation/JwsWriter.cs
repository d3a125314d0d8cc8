using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Attestation.Notation;

/// <summary>JWS as notation writes it: the members of the protected header in ordinal order.</summary>
internal static class JwsWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] SignedBytes(ReadOnlySpan<byte> protectedHeader, ReadOnlySpan<byte> payload) =>
        Encoding.ASCII.GetBytes($"{Base64Url.EncodeToString(protectedHeader)}.{Base64Url.EncodeToString(payload)}");

    public static byte[] ProtectedHeader(SigningRequest request, SignatureAlgorithm algorithm)
    {
        var attributes = request.Attributes;
        var members = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["alg"] = algorithm.Name,
            ["crit"] = Critical(attributes),
            ["cty"] = request.ContentType,
            [NotationNames.SigningScheme] = NotationNames.Of(attributes.Scheme),
            [attributes.Scheme is SigningScheme.X509 ? NotationNames.SigningTime : NotationNames.AuthenticSigningTime] = Rfc3339.Render(attributes.SigningTime),
        };
        if (attributes.Expiry is { } expiry)
        {
            members.Add(NotationNames.Expiry, Rfc3339.Render(expiry));
        }
        foreach (var extended in attributes.Extended)
        {
            members.Add(extended.Name, extended.Value!);
        }
        return Write(writer => WriteMembers(writer, members));
    }

    public static byte[] Envelope(SigningRequest request, ReadOnlySpan<byte> protectedHeader, ReadOnlySpan<byte> signature, ReadOnlyMemory<byte>? token)
    {
        var (header, signed) = (Base64Url.EncodeToString(protectedHeader), Base64Url.EncodeToString(signature));
        return Write(writer =>
        {
            writer.WriteString("payload", Base64Url.EncodeToString(request.Payload.Span));
            writer.WriteString("protected", header);
            writer.WriteStartObject("header");
            WriteUnprotected(writer, request, token);
            writer.WriteEndObject();
            writer.WriteString("signature", signed);
        });
    }

    private static void WriteUnprotected(Utf8JsonWriter writer, SigningRequest request, ReadOnlyMemory<byte>? token)
    {
        if (!request.Chain.IsEmpty)
        {
            writer.WriteStartArray("x5c");
            foreach (var certificate in request.Chain)
            {
                writer.WriteBase64StringValue(certificate.Span);
            }
            writer.WriteEndArray();
        }
        if (token is { } bytes)
        {
            writer.WriteBase64String(NotationNames.TimestampSignature, bytes.Span);
        }
        if (request.SigningAgent is { } agent)
        {
            writer.WriteString(NotationNames.SigningAgent, agent);
        }
    }

    private static string[] Critical(SignedAttributes attributes) =>
    [
        NotationNames.SigningScheme,
        .. attributes.Extended.Where(a => a.IsCritical).Select(a => a.Name),
        .. attributes.Scheme is SigningScheme.SigningAuthority ? [NotationNames.AuthenticSigningTime] : Array.Empty<string>(),
        .. attributes.Expiry is null ? [] : new[] { NotationNames.Expiry },
    ];

    private static void WriteMembers(Utf8JsonWriter writer, SortedDictionary<string, object> members)
    {
        foreach (var (name, value) in members)
        {
            if (value is string text)
            {
                writer.WriteString(name, text);
                continue;
            }
            writer.WriteStartArray(name);
            foreach (var item in (string[])value)
            {
                writer.WriteStringValue(item);
            }
            writer.WriteEndArray();
        }
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
