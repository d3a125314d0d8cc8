using Gatehouse.Artifacts.Content;
using Gatehouse.Policy.Attestors;

namespace Gatehouse.Admission.Facts;

/// <summary>Refuses every attestation until their signatures can be verified here.</summary>
internal sealed class AttestationVerifier : IAttestationVerifier
{
    public AttestationOutcome Verify(Attestor attestor, ImageReference image, IReadOnlyList<AttestationEvidence> evidence, DateTimeOffset now) =>
        new(false, [.. evidence.Select(e => $"{e.Name}: its signatures cannot be verified yet")]);
}
