using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Attestors;
using Gatehouse.Grafeas.V1;
using AttestationOccurrence = Gatehouse.Attestation.Attestors.AttestationOccurrence;

namespace Gatehouse.Admission.Facts;

/// <summary>From records to what attestors verify.</summary>
internal static class AttestationMapper
{
    public static AttestationOccurrence Map(Occurrence occurrence) => new()
    {
        NoteName = occurrence.NoteName,
        ResourceUri = ResourceUri.Canonicalize(occurrence.ResourceUri),
        SerializedPayload = occurrence.Attestation?.SerializedPayload.Memory ?? default,
        Signatures = [.. (occurrence.Attestation?.Signatures ?? []).Select(s => new AttestationSignature(s.Signature_.Memory, s.PublicKeyId))],
        Tokens = [.. (occurrence.Attestation?.Jwts ?? []).Select(j => j.CompactJwt)],
    };
}
