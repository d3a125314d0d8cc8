namespace Gatehouse.Attestation.Notation;

/// <summary>Who vouches for the time of signing.</summary>
public enum SigningScheme
{
    /// <summary><c>notary.x509</c>: the signer's own clock, which is not trusted; a timestamp token may prove the time.</summary>
    X509,

    /// <summary><c>notary.x509.signingAuthority</c>: a signing service states the authentic signing time.</summary>
    SigningAuthority,
}
