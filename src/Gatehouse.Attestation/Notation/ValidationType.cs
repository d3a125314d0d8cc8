namespace Gatehouse.Attestation.Notation;

/// <summary>The five validations of a signature, in the order in which they are made (trust policy specification, "Signature verification levels").</summary>
public enum ValidationType
{
    /// <summary>The envelope is well formed, signed by its leaf certificate, and about the artifact.</summary>
    Integrity,

    /// <summary>The chain leads to a trust store, and the signer is a trusted identity.</summary>
    Authenticity,

    /// <summary>The certificates were valid when it was signed.</summary>
    AuthenticTimestamp,

    /// <summary>The signature itself has not expired.</summary>
    Expiry,

    /// <summary>No certificate has been revoked.</summary>
    Revocation,
}
