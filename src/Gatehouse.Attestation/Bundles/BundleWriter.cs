using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.TransparencyLogs;

namespace Gatehouse.Attestation.Bundles;

/// <summary>Writes bundles of version 0.3 that are signed with a key: in no log, at no known time.</summary>
public static class BundleWriter
{
    /// <summary>A signature over an artifact.</summary>
    /// <param name="hint">Which key signed; by default as cosign names keys, base64 of the SHA-256 of the SubjectPublicKeyInfo.</param>
    public static byte[] SignArtifact(ReadOnlySpan<byte> artifact, PrivateKey key, string? hint = null)
    {
        var scheme = SignatureScheme.For(key.PublicKey.Kind, EcdsaEncoding.Der);
        var digest = CryptographicOperations.HashData(scheme.Hash, artifact);

        // An announced SHA-512 would have verifiers take Ed25519 for its prehashed variant.
        var (algorithm, announced) = scheme.Family == SignatureFamily.Ed25519 ? (HashAlgorithmName.SHA256, SHA256.HashData(artifact)) : (scheme.Hash, digest);
        var signature = key.Sign(artifact, scheme);
        return Write(hint ?? Hint(key.PublicKey), writer =>
        {
            writer.WriteStartObject("messageSignature");
            writer.WriteStartObject("messageDigest");
            writer.WriteString("algorithm", ProtoHash.Write(algorithm));
            writer.WriteBase64String("digest", announced);
            writer.WriteEndObject();
            writer.WriteBase64String("signature", signature);
            writer.WriteEndObject();
        });
    }

    /// <summary>An envelope, for example around an in-toto statement.</summary>
    /// <param name="hint">As for <see cref="SignArtifact"/>.</param>
    public static byte[] SignEnvelope(string payloadType, ReadOnlyMemory<byte> payload, PrivateKey key, string? hint = null) =>
        Wrap(Envelope.Sign(payloadType, payload, key, keyId: ""), key.PublicKey, hint);

    /// <summary>An envelope that is signed already.</summary>
    /// <param name="key">Whose signature is on it; it is written down only as the hint.</param>
    /// <exception cref="ArgumentException">The envelope has not exactly one signature.</exception>
    public static byte[] Wrap(Envelope envelope, PublicKey key, string? hint = null)
    {
        if (envelope.Signatures.Length != 1)
        {
            throw new ArgumentException($"A bundle holds one signature, not {envelope.Signatures.Length}.", nameof(envelope));
        }

        return Write(hint ?? Hint(key), writer =>
        {
            writer.WritePropertyName("dsseEnvelope");
            envelope.WriteTo(writer);
        });
    }

    /// <summary>The hint by which cosign names a key.</summary>
    public static string Hint(PublicKey key) => Convert.ToBase64String(SHA256.HashData(key.SubjectPublicKeyInfo.Span));

    private static byte[] Write(string hint, Action<Utf8JsonWriter> writeContent)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("mediaType", SigstoreBundle.MediaType);
            writer.WriteStartObject("verificationMaterial");
            writer.WriteStartObject("publicKey");
            writer.WriteString("hint", hint);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writeContent(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
