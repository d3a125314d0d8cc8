namespace Gatehouse.Attestation.Notation;

/// <summary>What OCSP or a revocation list said of a certificate.</summary>
public enum RevocationState
{
    /// <summary>Nobody could be asked, or the answer did not hold.</summary>
    Unknown,

    Good,

    Revoked,
}
