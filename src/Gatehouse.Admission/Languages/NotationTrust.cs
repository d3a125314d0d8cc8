using Gatehouse.Attestation.Notation;

namespace Gatehouse.Admission.Languages;

/// <summary>A statement of a Notation trust policy with the stores it names.</summary>
/// <param name="Name">What facts call whoever passes it (<c>VerifiedSigner.TrustRoot</c>).</param>
public sealed record NotationTrust(string Name, TrustPolicyStatement Statement, TrustStore Store);
