using Gatehouse.Artifacts.Content;
using Gatehouse.Policy.Attestors;

namespace Gatehouse.Admission.Facts;

/// <summary>Verifies recorded attestations. Pure: the same evidence at the same instant always gives the same outcome.</summary>
public interface IAttestationVerifier
{
    /// <param name="image">With a digest.</param>
    AttestationOutcome Verify(Attestor attestor, ImageReference image, IReadOnlyList<AttestationEvidence> evidence, DateTimeOffset now);
}
