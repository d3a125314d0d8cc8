using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Statements;
using Gatehouse.Grafeas.V1;
using Gatehouse.Policy.Facts;
using Envelope = Gatehouse.Attestation.Envelopes.Envelope;
using TrustedKey = Gatehouse.Admission.Languages.TrustedKey;

namespace Gatehouse.Admission.Facts;

/// <summary>Signatures and statements that stand in the records of projects, verified with the keys that policies name. Pure.</summary>
internal static class RecordedStatements
{
    public static VerifiedEvidence Verify(IEnumerable<(string Project, Occurrence Occurrence)> records, ImageReference image, ImmutableArray<TrustedKey> keys, DateTimeOffset now)
    {
        var found = VerifiedEvidence.None;
        foreach (var (project, occurrence) in records)
        {
            foreach (var key in keys)
            {
                var signer = new VerifiedSigner { KeyId = key.Id, Source = project };
                found = EnvelopeOf(occurrence) is { } envelope ? found.With(Verify(envelope, image, key, signer))
                    : occurrence.Attestation is not null && Attests(occurrence, image, key, now) ? found.With(new([signer], []))
                    : found;
            }
        }

        return found;
    }

    private static Envelope? EnvelopeOf(Occurrence occurrence) => (occurrence.DsseAttestation?.Envelope ?? occurrence.Envelope) is { Payload.Length: > 0 } envelope
        ? new(envelope.PayloadType, envelope.Payload.Memory, [.. envelope.Signatures.Select(s => new Attestation.Envelopes.EnvelopeSignature(s.Sig.Memory, s.Keyid))])
        : null;

    private static VerifiedEvidence Verify(Envelope envelope, ImageReference image, TrustedKey key, VerifiedSigner signer) =>
        envelope.Verify(key.Key).Then(v => Statement.FromVerified(v)).Found is { } statement && statement.Mismatch(image.Digest!.Value) is null
            ? new([], [new(signer, statement.PredicateType, JsonElement.Parse(envelope.Payload.Span))])
            : VerifiedEvidence.None;

    /// <summary>Whichever note it belongs to: who asks for a key does not ask for an authority.</summary>
    private static bool Attests(Occurrence occurrence, ImageReference image, TrustedKey key, DateTimeOffset now) =>
        occurrence.Attestation.Signatures.Select(s => s.PublicKeyId).Distinct(StringComparer.Ordinal).Any(id =>
            Attestor.Create("", occurrence.NoteName, AttestorKey.FromPkix(id, key.Key.ToPem(), SignatureAlgorithm.DefaultGrafeas(key.Key)?.Name)).Verify(AttestationMapper.Map(occurrence), image, now).Succeeded);
}
