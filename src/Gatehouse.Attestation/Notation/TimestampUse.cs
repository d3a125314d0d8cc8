namespace Gatehouse.Attestation.Notation;

/// <summary>When a timestamp token is asked for, where a statement names a <c>tsa</c> trust store (<c>verifyTimestamp</c>).</summary>
public enum TimestampUse
{
    /// <summary>The default.</summary>
    Always,

    /// <summary>Only once a certificate of the chain has expired.</summary>
    AfterCertificateExpiry,
}
