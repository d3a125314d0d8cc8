using System.Collections.Immutable;
using System.Security.Cryptography;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Cosign;

/// <summary>
/// A layer of a <c>.sig</c> or <c>.att</c> manifest as a bundle: cosign's annotations hold the same material as a bundle of version 0.1, so that one verifier
/// judges both.
/// </summary>
internal static class CosignLayerReader
{
    public static Outcome<CosignEvidence> ReadSignature(OciLayer layer, ReadOnlyMemory<byte> payload)
    {
        var text = layer.Annotations.GetValueOrDefault(CosignNames.SignatureAnnotation) ?? "";
        return text.Length == 0 ? Fail(FailureReason.NoSignature, "the layer has no signature annotation")
            : Base64Text.Decode(text) is not { } signature ? Fail(FailureReason.Malformed, "the signature annotation is not base64")
            : ReadMaterial(layer).Then<CosignEvidence>(m => new CosignEvidence(m with { Message = new(signature, null, default) }, payload));
    }

    /// <summary>One for each signature of the envelope, since a bundle has exactly one.</summary>
    public static Outcome<List<CosignEvidence>> ReadAttestation(OciLayer layer, ReadOnlyMemory<byte> blob) =>
        Envelope.Parse(blob.Span).Then(envelope => envelope.Signatures.IsEmpty
            ? Fail(FailureReason.NoSignature, "the envelope has no signature")
            : ReadMaterial(layer).Then<List<CosignEvidence>>(m => (List<CosignEvidence>)
                [.. envelope.Signatures.Select(s => new CosignEvidence(m with { Envelope = envelope with { Signatures = [s] }, EnvelopeText = blob }, null))]));

    private static Outcome<SigstoreBundle> ReadMaterial(OciLayer layer)
    {
        try
        {
            return new SigstoreBundle
            {
                Version = BundleVersion.V01,
                Certificates = ReadCertificates(layer),
                KeyHint = layer.Annotations.ContainsKey(CosignNames.CertificateAnnotation) ? null : "",
                LogEntries = Find(layer, CosignNames.BundleAnnotation) is { } bundle ? [Unwrap(StrictJson.ReadObject(System.Text.Encoding.UTF8.GetBytes(bundle), ReadLogEntry))] : [],
                Timestamps = Find(layer, CosignNames.TimestampAnnotation) is { } stamp ? [Unwrap(StrictJson.ReadObject(System.Text.Encoding.UTF8.GetBytes(stamp), r => r.RequiredBytes("SignedRFC3161Timestamp")))] : [],
                Message = null,
                Envelope = null,
            };
        }
        catch (FormatException e)
        {
            return Fail(FailureReason.Malformed, e.Message);
        }
    }

    private static string? Find(OciLayer layer, string annotation) => layer.Annotations.GetValueOrDefault(annotation) is { Length: > 0 } text ? text : null;

    private static T Unwrap<T>(Outcome<T> outcome) where T : notnull => outcome.Succeeded ? outcome.Found : throw new FormatException(outcome.ToString());

    /// <summary>cosign writes the root into the chain; it adds nothing, since anchors come from the policy.</summary>
    private static ImmutableArray<Certificate> ReadCertificates(OciLayer layer) => Find(layer, CosignNames.CertificateAnnotation) is not { } leaf ? []
        : ReadPem(leaf) is not [var certificate] ? throw new FormatException("the certificate annotation is not one certificate")
        : [certificate, .. ReadPem(Find(layer, CosignNames.ChainAnnotation) ?? "").Where(c => !c.IsSelfIssued)];

    private static List<Certificate> ReadPem(ReadOnlySpan<char> pem)
    {
        const int maximum = 8;
        List<Certificate> certificates = [];
        while (PemEncoding.TryFind(pem, out var fields))
        {
            if (pem[fields.Label] is not "CERTIFICATE" || certificates.Count == maximum)
            {
                throw new FormatException($"a certificate annotation holds something else than certificates, or more than {maximum}");
            }

            certificates.Add(Certificate.Parse(Convert.FromBase64String(pem[fields.Base64Data].ToString())));
            pem = pem[fields.Location.End..];
        }

        return certificates;
    }

    private static LogEntry? ReadLogEntry(JsonObjectReader bundle)
    {
        var promise = bundle.RequiredBytes("SignedEntryTimestamp");
        var payload = bundle.RequiredObject("Payload");
        var logId = payload?.RequiredString("logID") ?? "";
        var body = payload?.RequiredBytes("body") ?? [];
        if (payload is null || !logId.All(char.IsAsciiHexDigitLower) || logId.Length % 2 != 0 || payload.RequiredInteger("logIndex") is var index && index < 0)
        {
            payload?.Refuse("logID", "is not lower-case hex, or logIndex is negative");
            return null;
        }

        var described = LogEntryBody.Parse(body);
        if (!described.Succeeded)
        {
            payload.Refuse("body", described.Failures[0].Text, described.Failures[0].Reason);
            return null;
        }

        return new()
        {
            Index = (ulong)index,
            LogId = Convert.FromHexString(logId),
            Kind = described.Found.Kind,
            Version = described.Found.Version,
            IntegratedTimeSeconds = payload.RequiredInteger("integratedTime"),
            Promise = promise,
            Proof = null,
            Body = body,
        };
    }

    private static Failure Fail(FailureReason reason, string text) => new(reason, VerificationStep.Parse, text);
}
