using System.Text;
using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Attestors;

/// <summary>
/// The <c>jwts</c> form of an attestation: a compact JSON Web Signature (RFC 7515 section 7.1) whose claims name the image digest. Grafeas leaves the claims open; ours are
/// <c>sub</c> = <c>container:digest:sha256:…</c>, optional <c>image_digest</c>, <c>exp</c>, <c>nbf</c>, <c>aud</c>.
/// </summary>
internal sealed class CompactToken
{
    private const int LargestTokenLength = 64 * 1024;
    private const string SubjectPrefix = "container:digest:";

    private readonly JsonElement _header;
    private readonly byte[] _claims;
    private readonly byte[] _signed;
    private readonly byte[] _signature;

    private CompactToken(JsonElement header, byte[] claims, byte[] signed, byte[] signature) =>
        (_header, _claims, _signed, _signature) = (header, claims, signed, signature);

    public static Outcome<CompactToken> Parse(string token)
    {
        if (token.Length > LargestTokenLength)
        {
            return new Failure(FailureReason.LimitExceeded, VerificationStep.Parse, $"the token is longer than {LargestTokenLength} characters");
        }
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return new Failure(FailureReason.Malformed, VerificationStep.Parse, $"a compact token has 3 parts, this one {parts.Length}");
        }
        return DecodePart(parts[0]) is { } header && DecodePart(parts[1]) is { } claims && DecodePart(parts[2]) is { } signature
            ? StrictJson.Parse(header).Then<CompactToken>(h => new CompactToken(h, claims, Encoding.ASCII.GetBytes(token[..token.LastIndexOf('.')]), signature))
            : new Failure(FailureReason.Malformed, VerificationStep.Parse, "a part of the token is not base64url without padding");
    }

    /// <returns>The id of the key that signed.</returns>
    public Outcome<string> Verify(Attestor attestor, ImageReference image, DateTimeOffset now)
    {
        var header = JsonObjectReader.Read(_header, TokenHeader.Read);
        return header.Then(h => CheckSignature(h, attestor)).Then(keyId => CheckClaims(attestor, image, now) is { } failure ? failure : (Outcome<string>)keyId);
    }

    private Outcome<string> CheckSignature(TokenHeader header, Attestor attestor)
    {
        if (SignatureAlgorithm.FindJose(header.Algorithm) is not { } algorithm)
        {
            return new Failure(FailureReason.AlgorithmNotAllowed, VerificationStep.Key, $"alg \"{header.Algorithm}\" is not accepted");
        }
        var keys = attestor.Keys.OfType<AttestorKey.Pkix>().Where(k => k.Id == header.KeyId).ToArray();
        if (keys.Length == 0)
        {
            return new Failure(FailureReason.UnknownKey, VerificationStep.Key, $"attestor {attestor.Name} has no key \"{header.KeyId}\" for tokens");
        }
        Failure? last = null;
        foreach (var key in keys)
        {
            last = Check(key, algorithm);
            if (last is null)
            {
                return key.Id;
            }
        }
        return last!;
    }

    /// <summary>The owner of the key fixed family and hash; the token only repeats them, and saying otherwise refuses it.</summary>
    private Failure? Check(AttestorKey.Pkix key, SignatureAlgorithm algorithm) =>
        (key.Algorithm.Scheme.Family, key.Algorithm.Scheme.Hash) == (algorithm.Scheme.Family, algorithm.Scheme.Hash)
            ? key.Key.Check(_signed, _signature, algorithm)
            : new(FailureReason.AlgorithmMismatch, VerificationStep.Key, $"alg {algorithm.Name} does not belong to a key of {key.Algorithm.Name}");

    private Failure? CheckClaims(Attestor attestor, ImageReference image, DateTimeOffset now)
    {
        var read = StrictJson.ReadObject(_claims, TokenClaims.Read, step: VerificationStep.Payload);
        return read.Succeeded ? CheckTime(read.Found, now) ?? CheckAudience(read.Found, attestor) ?? CheckSubject(read.Found, image) : read.Failures[0];
    }

    private static Failure? CheckTime(TokenClaims claims, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        return claims.ExpiresAtSeconds <= seconds ? new(FailureReason.SignatureExpired, VerificationStep.Time, $"the token expired (exp {claims.ExpiresAtSeconds})")
            : claims.NotBeforeSeconds > seconds ? new Failure(FailureReason.SignatureNotYetValid, VerificationStep.Time, $"the token is not valid yet (nbf {claims.NotBeforeSeconds})")
            : null;
    }

    private static Failure? CheckAudience(TokenClaims claims, Attestor attestor) =>
        claims.Audiences is { } audiences && !audiences.Contains(attestor.Id) && !audiences.Contains(attestor.Name)
            ? new(FailureReason.WrongAudience, VerificationStep.Claim, $"the token is not meant for attestor {attestor.Id}")
            : null;

    private static Failure? CheckSubject(TokenClaims claims, ImageReference image)
    {
        var digest = image.Digest?.ToString();
        return digest is null || claims.Subject != SubjectPrefix + digest
            ? new(FailureReason.WrongDigest, VerificationStep.Subject, $"sub is not {SubjectPrefix}{digest}")
            : claims.ImageDigest is { } named && named != digest
            ? new Failure(FailureReason.WrongDigest, VerificationStep.Subject, $"image_digest is not {digest}")
            : null;
    }

    private static byte[]? DecodePart(string text)
    {
        var mayDecode = !text.AsSpan().ContainsAny('+', '/', '=');
        return mayDecode ? Base64Text.Decode(text) : null;
    }

    private sealed record TokenHeader(string Algorithm, string KeyId)
    {
        public static TokenHeader? Read(JsonObjectReader json)
        {
            if (json.RequiredString("typ") is { Length: > 0 } type && type != "JWT")
            {
                json.Refuse("typ", "must be \"JWT\"", FailureReason.WrongType);
            }
            if (json.Element.TryGetProperty("crit", out _))
            {
                json.Refuse("crit", "names extensions, and none is understood", FailureReason.CriticalNotUnderstood);
            }
            return new(json.RequiredString("alg"), json.RequiredString("kid"));
        }
    }

    private sealed record TokenClaims(string Subject, string? ImageDigest, IReadOnlyList<string>? Audiences, double? ExpiresAtSeconds, double? NotBeforeSeconds)
    {
        public static TokenClaims? Read(JsonObjectReader json) =>
            new(json.RequiredString("sub"), json.OptionalString("image_digest"), ReadAudiences(json), ReadTime(json, "exp"), ReadTime(json, "nbf"));

        /// <summary>RFC 7519 section 4.1.3: one string, or a list of them.</summary>
        private static IReadOnlyList<string>? ReadAudiences(JsonObjectReader json) => json.Find("aud") switch
        {
            null => null,
            { ValueKind: JsonValueKind.Array } => json.Strings("aud", 100),
            _ => [json.RequiredString("aud")],
        };

        /// <summary>RFC 7519 section 2, NumericDate: seconds, maybe with a fraction.</summary>
        private static double? ReadTime(JsonObjectReader json, string name)
        {
            if (json.Find(name) is not { } value)
            {
                return null;
            }
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && double.IsFinite(seconds))
            {
                return seconds;
            }
            json.Refuse(name, "must be a number of seconds");
            return null;
        }
    }
}
