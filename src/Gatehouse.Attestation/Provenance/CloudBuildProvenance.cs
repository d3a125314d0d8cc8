using System.Collections.Immutable;
using System.Security.Cryptography;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Provenance;

/// <summary>
/// Provenance as <c>gcloud artifacts docker images describe --show-provenance --format json</c> prints it: several envelopes beside a rendering for people,
/// of which only the envelope with a good signature is handed on.
/// </summary>
public static class CloudBuildProvenance
{
    private const string PayloadType = "application/vnd.in-toto+json";
    private const int MaximumEnvelopes = 64;
    private const int MaximumSignatures = 16;

    /// <returns>The first envelope with a good signature by one of the keys, which the signature has to name.</returns>
    public static Outcome<VerifiedEnvelope> Verify(ReadOnlySpan<byte> json, IReadOnlyList<CloudBuildKey> keys) =>
        StrictJson.ReadObject(json, ReadEnvelopes, JsonLimits.Documents).Then(envelopes => FindGood(envelopes, keys));

    private static List<Envelope> ReadEnvelopes(JsonObjectReader description) =>
        [.. (description.RequiredObject("provenance_summary")?.Objects("provenance", MaximumEnvelopes) ?? []).Select(p => p.OptionalObject("envelope")).OfType<JsonObjectReader>().Select(ReadEnvelope)];

    /// <summary>A signature that is no base64 is one that does not hold; another beside it may.</summary>
    private static Envelope ReadEnvelope(JsonObjectReader envelope) => new(
        envelope.RequiredString("payloadType"),
        envelope.RequiredBytes("payload"),
        [.. envelope.Objects("signatures", MaximumSignatures).Select(s => new EnvelopeSignature(Base64Text.Decode(s.OptionalString("sig")), s.OptionalString("keyid") ?? ""))]);

    private static Outcome<VerifiedEnvelope> FindGood(List<Envelope> envelopes, IReadOnlyList<CloudBuildKey> keys)
    {
        var failures = ImmutableArray.CreateBuilder<Failure>();
        foreach (var envelope in envelopes)
        {
            for (var i = 0; i < envelope.Signatures.Length; i++)
            {
                if (Explain(envelope, envelope.Signatures[i], keys) is not { } failure)
                {
                    return new VerifiedEnvelope(envelope, [new(envelope.Signatures[i].KeyId, i)], failures.ToImmutable());
                }

                failures.Add(failure.OnSignature(i));
            }
        }

        return failures.Count > 0 ? failures.ToImmutable() : new Failure(FailureReason.NoSignature, VerificationStep.Signature, "the description holds no signed provenance");
    }

    private static Failure? Explain(Envelope envelope, EnvelopeSignature signature, IReadOnlyList<CloudBuildKey> keys)
    {
        if (envelope.PayloadType != PayloadType)
        {
            return new(FailureReason.WrongType, VerificationStep.Payload, $"the payload is of type {envelope.PayloadType}, not {PayloadType}");
        }

        if (keys.FirstOrDefault(k => k.Id == signature.KeyId) is not { } key)
        {
            return new(FailureReason.UnknownKey, VerificationStep.Key, $"no key of Cloud Build is named \"{signature.KeyId}\"");
        }

        var signed = key.SignsEncoding ? envelope.ToSignedBytes() : envelope.Payload.ToArray();
        return key.Key.Verify(signed, signature.Signature.Span, SignatureScheme.Ecdsa(HashAlgorithmName.SHA256, EcdsaEncoding.Der)) ? null
            : new(FailureReason.SignatureMismatch, VerificationStep.Signature, $"the signature does not hold with the key {key.Id}");
    }
}
