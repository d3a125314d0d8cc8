namespace Gatehouse.Attestation.TransparencyLogs;

/// <summary>What the digest in a log entry is of.</summary>
public enum LoggedContent
{
    /// <summary>The bytes that were signed: the artifact, or the pre-authentication encoding of an envelope.</summary>
    SignedBytes,

    /// <summary>The decoded payload of an envelope.</summary>
    Payload,
}
