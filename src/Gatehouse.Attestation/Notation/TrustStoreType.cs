namespace Gatehouse.Attestation.Notation;

/// <summary>What the certificates of a trust store vouch for.</summary>
public enum TrustStoreType
{
    /// <summary><c>ca</c>: signatures of the scheme <c>notary.x509</c>.</summary>
    CertificateAuthority,

    /// <summary><c>signingAuthority</c>: signatures of the scheme <c>notary.x509.signingAuthority</c>.</summary>
    SigningAuthority,

    /// <summary><c>tsa</c>: timestamp tokens.</summary>
    TimestampAuthority,
}
