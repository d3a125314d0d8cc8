using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>The bodies of Rekor's entry types (sigstore/rekor, pkg/types; rekor-tiles, api/proto).</summary>
internal static class LogEntryBodyReader
{
    private const int MaximumSignatures = 64;

    public static LogEntryBody? Read(JsonObjectReader body)
    {
        var (kind, version) = (body.RequiredString("kind"), body.RequiredString("apiVersion"));
        var spec = body.RequiredObject("spec");
        return spec is null ? null : (kind, version) switch
        {
            ("hashedrekord", "0.0.1") => ReadHashedRekord(kind, version, spec),
            ("hashedrekord", "0.0.2") => ReadHashedRekordV2(kind, version, spec),
            ("dsse", "0.0.1") => ReadDsse(kind, version, spec),
            ("dsse", "0.0.2") => ReadDsseV2(kind, version, spec),
            ("intoto", "0.0.1") => ReadInTotoV1(kind, version, spec),
            ("intoto", "0.0.2") => ReadInToto(kind, version, spec),
            _ => RefuseKind(body, kind, version),
        };
    }

    private static LogEntryBody? RefuseKind(JsonObjectReader body, string kind, string version)
    {
        body.Refuse("kind", $"{kind} {version} is not a kind of entry that is read", FailureReason.Unsupported);
        return null;
    }

    private static LogEntryBody? ReadHashedRekord(string kind, string version, JsonObjectReader spec)
    {
        var (algorithm, digest) = ReadHash(spec.RequiredObject("data")?.RequiredObject("hash"));
        var signature = spec.RequiredObject("signature");
        var content = signature?.RequiredBytes("content");
        return Make(kind, version, LoggedContent.SignedBytes, algorithm, digest, null, [ReadPem(signature?.RequiredObject("publicKey"), "content", content)]);
    }

    private static LogEntryBody? ReadHashedRekordV2(string kind, string version, JsonObjectReader spec)
    {
        var record = spec.RequiredObject("hashedRekordV002");
        var (algorithm, digest) = ReadProtoHash(record?.RequiredObject("data"));
        return Make(kind, version, LoggedContent.SignedBytes, algorithm, digest, null, [ReadProtoSignature(record?.RequiredObject("signature"))]);
    }

    private static LogEntryBody? ReadDsse(string kind, string version, JsonObjectReader spec)
    {
        var (algorithm, digest) = ReadHash(spec.RequiredObject("payloadHash"));
        var (_, envelope) = ReadHash(spec.OptionalObject("envelopeHash"));
        return Make(kind, version, LoggedContent.Payload, algorithm, digest, envelope,
            [.. spec.Objects("signatures", MaximumSignatures).Select(s => ReadPem(s, "verifier", s.RequiredBytes("signature")))]);
    }

    private static LogEntryBody? ReadDsseV2(string kind, string version, JsonObjectReader spec)
    {
        var record = spec.RequiredObject("dsseV002");
        var (algorithm, digest) = ReadProtoHash(record?.RequiredObject("payloadHash"));
        return Make(kind, version, LoggedContent.Payload, algorithm, digest, null, [.. record?.Objects("signatures", MaximumSignatures).Select(ReadProtoSignature) ?? []]);
    }

    private static LogEntryBody? ReadInTotoV1(string kind, string version, JsonObjectReader spec)
    {
        var content = spec.RequiredObject("content");
        var (algorithm, digest) = ReadHash(content?.RequiredObject("payloadHash"));
        var (_, envelope) = ReadHash(content?.OptionalObject("hash"));
        return Make(kind, version, LoggedContent.Payload, algorithm, digest, envelope, [ReadPem(spec, "publicKey", null)]);
    }

    /// <summary>The signature stands there in base64 of its base64 text.</summary>
    private static LogEntryBody? ReadInToto(string kind, string version, JsonObjectReader spec)
    {
        var content = spec.RequiredObject("content");
        var (algorithm, digest) = ReadHash(content?.RequiredObject("payloadHash"));
        var (_, hash) = ReadHash(content?.OptionalObject("hash"));
        var signatures = content?.RequiredObject("envelope")?.Objects("signatures", MaximumSignatures) ?? [];
        return Make(kind, version, LoggedContent.Payload, algorithm, digest, hash, [.. signatures.Select(ReadInTotoSignature)]);
    }

    private static LoggedSignature? ReadInTotoSignature(JsonObjectReader signature)
    {
        if (Base64Text.Decode(Encoding.Latin1.GetString(signature.RequiredBytes("sig"))) is { } bytes)
        {
            return ReadPem(signature, "publicKey", bytes);
        }

        signature.Refuse("sig", "is not base64 of base64");
        return null;
    }

    private static LogEntryBody? Make(
        string kind, string version, LoggedContent content, HashAlgorithmName? algorithm, byte[]? digest, byte[]? envelope, ImmutableArray<LoggedSignature?> signatures) =>
        algorithm is not { } known || digest is null || signatures.IsEmpty || signatures.Contains(null) ? null : new()
        {
            Kind = kind,
            Version = version,
            Content = content,
            DigestAlgorithm = known,
            Digest = digest,
            EnvelopeDigest = OrNull(envelope),
            Signatures = [.. signatures.OfType<LoggedSignature>()],
        };

    /// <summary>An array that is null would convert to memory that is empty.</summary>
    private static ReadOnlyMemory<byte>? OrNull(byte[]? bytes) => bytes is null ? default(ReadOnlyMemory<byte>?) : bytes;

    private static (HashAlgorithmName? Algorithm, byte[]? Digest) ReadHash(JsonObjectReader? hash)
    {
        if (hash is null)
        {
            return (null, null);
        }

        HashAlgorithmName? algorithm = hash.RequiredString("algorithm") switch
        {
            "sha256" => HashAlgorithmName.SHA256,
            "sha384" => HashAlgorithmName.SHA384,
            "sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };
        if (algorithm is null)
        {
            hash.Refuse("algorithm", "is none of sha256, sha384 and sha512", FailureReason.AlgorithmNotAllowed);
        }

        var value = hash.RequiredString("value");
        if (value.Length % 2 == 0 && value.All(char.IsAsciiHexDigitLower))
        {
            return (algorithm, Convert.FromHexString(value));
        }

        hash.Refuse("value", "is not lower-case hex");
        return (null, null);
    }

    private static (HashAlgorithmName? Algorithm, byte[]? Digest) ReadProtoHash(JsonObjectReader? hash) =>
        hash is null ? (null, null) : (ProtoHash.Read(hash, "algorithm"), hash.RequiredBytes("digest"));

    private static LoggedSignature? ReadProtoSignature(JsonObjectReader? signature)
    {
        var content = signature?.RequiredBytes("content");
        var verifier = signature?.RequiredObject("verifier");
        var certificate = verifier?.OptionalObject("x509Certificate");
        var key = certificate ?? verifier?.RequiredObject("publicKey");
        return key is null ? null : new(OrNull(content), key.RequiredBytes("rawBytes"), certificate is not null);
    }

    private static LoggedSignature? ReadPem(JsonObjectReader? holder, string member, byte[]? signature)
    {
        if (holder is null)
        {
            return null;
        }

        var pem = Encoding.Latin1.GetString(holder.RequiredBytes(member)).AsSpan();
        if (PemEncoding.TryFind(pem, out var fields) && pem[fields.Label] is "CERTIFICATE" or "PUBLIC KEY")
        {
            return new(OrNull(signature), Convert.FromBase64String(pem[fields.Base64Data].ToString()), pem[fields.Label] is "CERTIFICATE");
        }

        holder.Refuse(member, "is not PEM of a certificate or a public key");
        return null;
    }
}
