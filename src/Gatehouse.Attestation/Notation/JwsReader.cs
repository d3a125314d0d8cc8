using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Notation;

/// <summary>Flattened JWS JSON (RFC 7515 section 7.2.2) with exactly the members notation writes.</summary>
internal static class JwsReader
{
    private static readonly string[] Members = ["payload", "protected", "header", "signature"];

    public static Outcome<SignatureEnvelope> Read(ReadOnlyMemory<byte> bytes, NotationLimits limits) =>
        StrictJson.ReadObject(bytes.Span, json => ReadParts(json, limits), Json(limits)).Then(parts => parts.Assemble(limits));

    private static JsonLimits Json(NotationLimits limits) => new() { SizeBytes = limits.SizeBytes, Depth = 8 };

    private static EnvelopeParts? ReadParts(JsonObjectReader json, NotationLimits limits)
    {
        foreach (var member in json.Element.EnumerateObject().Select(m => m.Name).Where(n => !Members.Contains(n)).Take(10))
        {
            json.Refuse(Shown.Of(member), "is no member of a signature envelope");
        }
        var payload = ReadSegment(json, "payload");
        var headerBytes = ReadSegment(json, "protected");
        var signature = ReadSegment(json, "signature");
        var unprotected = json.RequiredObject("header");
        var header = headerBytes is null ? null : ReadProtected(json, headerBytes, limits);
        if (payload is null || header is null || signature is null || unprotected is null)
        {
            return null;
        }
        foreach (var name in unprotected.Element.EnumerateObject().Select(m => m.Name).Where(header.Names.Contains))
        {
            // RFC 7515 section 7.2.1: the names of both headers are disjoint.
            unprotected.Refuse(Shown.Of(name), "stands in the protected header too");
        }
        return new(EnvelopeFormat.Jws, header)
        {
            SignedBytes = Encoding.ASCII.GetBytes($"{json.RequiredString("protected")}.{json.RequiredString("payload")}"),
            Payload = payload,
            Signature = signature,
            Chain = ReadChain(unprotected, limits),
            TimestampToken = ReadToken(unprotected),
            SigningAgent = unprotected.OptionalString(NotationNames.SigningAgent),
        };
    }

    /// <summary>Base64url without padding in its one canonical spelling: two spellings of one signature would be two signatures to a cache or a log.</summary>
    private static byte[]? ReadSegment(JsonObjectReader json, string name)
    {
        var text = json.RequiredString(name);
        if (Base64Text.Decode(text) is { } bytes && Base64Url.EncodeToString(bytes) == text)
        {
            return bytes;
        }
        json.Refuse(name, "is not base64url without padding");
        return null;
    }

    private static byte[]? ReadStandard(JsonObjectReader json, string name, string text)
    {
        if (Base64Text.Decode(text) is { Length: > 0 } bytes && Convert.ToBase64String(bytes) == text)
        {
            return bytes;
        }
        json.Refuse(name, "is not base64");
        return null;
    }

    private static ReadOnlyMemory<byte>? ReadToken(JsonObjectReader header)
    {
        if (header.OptionalString(NotationNames.TimestampSignature) is not { } text)
        {
            return null;
        }
        return ReadStandard(header, NotationNames.TimestampSignature, text) ?? [];
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadChain(JsonObjectReader header, NotationLimits limits) =>
        [.. header.Strings("x5c", limits.Certificates).Select((text, i) => (ReadOnlyMemory<byte>)(ReadStandard(header, $"x5c[{i}]", text) ?? []))];

    private static ProtectedHeader? ReadProtected(JsonObjectReader envelope, byte[] bytes, NotationLimits limits)
    {
        var read = StrictJson.ReadObject(bytes, json => ReadMembers(json, limits), Json(limits));
        foreach (var failure in read.Succeeded ? [] : read.Failures)
        {
            envelope.Refuse("protected", failure.Text, failure.Reason);
        }
        return read.Found;
    }

    private static ProtectedHeader? ReadMembers(JsonObjectReader json, NotationLimits limits)
    {
        var header = new ProtectedHeader();
        foreach (var member in json.Element.EnumerateObject())
        {
            if (header.Names.Count == limits.HeaderMembers)
            {
                json.Refuse(Shown.Of(member.Name), $"is more than the {limits.HeaderMembers} members that are read", FailureReason.LimitExceeded);
                return null;
            }
            header.Names.Add(member.Name);
            ReadMember(json, header, member, limits);
        }
        return header;
    }

    private static void ReadMember(JsonObjectReader json, ProtectedHeader header, JsonProperty member, NotationLimits limits)
    {
        switch (member.Name)
        {
            case "alg": header.Algorithm = json.OptionalString("alg"); break;
            case "cty": header.ContentType = json.OptionalString("cty"); break;
            case "crit": header.Critical = json.Strings("crit", limits.HeaderMembers); break;
            case NotationNames.SigningScheme: header.Scheme = json.OptionalString(member.Name); break;
            case NotationNames.SigningTime: header.SigningTime = ReadTime(json, member.Name); break;
            case NotationNames.AuthenticSigningTime: header.AuthenticSigningTime = ReadTime(json, member.Name); break;
            case NotationNames.Expiry: header.Expiry = ReadTime(json, member.Name); break;
            default: header.Extended.Add(new(member.Name, member.Value.ValueKind is JsonValueKind.String ? member.Value.GetString() : null)); break;
        }
    }

    private static DateTimeOffset? ReadTime(JsonObjectReader json, string name)
    {
        var time = Rfc3339.Find(json.RequiredString(name));
        if (time is null)
        {
            json.Refuse(name, "is not an RFC 3339 time");
        }
        return time;
    }
}
