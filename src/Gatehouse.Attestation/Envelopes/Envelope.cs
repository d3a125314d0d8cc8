using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Envelopes;

/// <summary>A DSSE envelope (Dead Simple Signing Envelope v1): a payload, its type, and signatures over both.</summary>
public sealed record Envelope(string PayloadType, ReadOnlyMemory<byte> Payload, ImmutableArray<EnvelopeSignature> Signatures)
{
    public const string MediaType = "application/vnd.dsse.envelope.v1+json";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the JSON form. A signature that cannot be read refuses the envelope, as the reference implementation does.</summary>
    public static Outcome<Envelope> Parse(ReadOnlySpan<byte> json, EnvelopeLimits? limits = null)
    {
        limits ??= EnvelopeLimits.Default;
        return StrictJson.ReadObject(json, reader => Read(reader, limits), limits.Json);
    }

    /// <summary>Reads an envelope that is a member of a larger document, for example <c>dsseEnvelope</c> of a bundle.</summary>
    public static Envelope? Read(JsonObjectReader json, EnvelopeLimits? limits = null)
    {
        limits ??= EnvelopeLimits.Default;
        var type = json.RequiredString("payloadType");
        if (type.Length == 0 && json.Has("payloadType"))
        {
            json.Refuse("payloadType", "must not be empty");
        }
        if (!json.Has("signatures"))
        {
            json.Refuse("signatures", "is missing", FailureReason.NoSignature);
        }
        var signatures = json.Objects("signatures", limits.Signatures);
        return new(type, json.RequiredBytes("payload"), [.. signatures.Select(s => new EnvelopeSignature(s.RequiredBytes("sig"), s.OptionalString("keyid") ?? ""))]);
    }

    /// <summary>The bytes that are signed.</summary>
    public byte[] ToSignedBytes() => PreAuthenticationEncoding.Encode(PayloadType, Payload.Span);

    /// <summary>Succeeds when at least <paramref name="threshold"/> distinct trusted keys signed; several signatures of one key count once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is less than 1.</exception>
    public Outcome<VerifiedEnvelope> Verify(IReadOnlyList<TrustedKey> keys, int threshold = 1, EnvelopeLimits? limits = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        return EnvelopeVerification.Verify(this, keys, threshold, limits ?? EnvelopeLimits.Default);
    }

    public Outcome<VerifiedEnvelope> Verify(params ReadOnlySpan<PublicKey> keys)
    {
        var trusted = new TrustedKey[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            trusted[i] = new(keys[i]);
        }
        return Verify(trusted);
    }

    /// <summary>An envelope with one signature; see <see cref="WithSignature(EnvelopeSignature)"/> for keys that live elsewhere.</summary>
    public static Envelope Sign(string payloadType, ReadOnlyMemory<byte> payload, PrivateKey key, string? keyId = null) =>
        new Envelope(payloadType, payload, []).WithSignature(key, keyId);

    /// <summary>This envelope with one more signature, made here.</summary>
    /// <param name="keyId">The hint written beside it; the computed id when null.</param>
    public Envelope WithSignature(PrivateKey key, string? keyId = null) =>
        WithSignature(new EnvelopeSignature(key.Sign(ToSignedBytes()), keyId ?? key.PublicKey.Id));

    /// <summary>This envelope with one more signature, made elsewhere over <see cref="ToSignedBytes"/>.</summary>
    public Envelope WithSignature(EnvelopeSignature signature) => this with { Signatures = Signatures.Add(signature) };

    /// <summary>Compact JSON: payload, type, signatures; base64 in the standard alphabet.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            WriteTo(writer);
        }
        return buffer.WrittenSpan.ToArray();
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("payload", Payload.Span);
        writer.WriteString("payloadType", PayloadType);
        writer.WriteStartArray("signatures");
        foreach (var signature in Signatures)
        {
            writer.WriteStartObject();
            if (signature.KeyId.Length > 0)
            {
                writer.WriteString("keyid", signature.KeyId);
            }
            writer.WriteBase64String("sig", signature.Signature.Span);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
