namespace Gatehouse.Attestation.Verification;

/// <summary>
/// Why a signature, key or document was refused. The list is closed and stable: <see cref="Reasons.Code(FailureReason)"/> gives each its text
/// (<c>SignatureMismatch</c> is <c>signature-mismatch</c>), which tests, metrics and policies may name. A reason is never renamed; new ones are added.
/// </summary>
public enum FailureReason
{
    /// <summary>The bytes are not what the format says: syntax, a missing or wrongly typed member, a bad encoding.</summary>
    Malformed,

    /// <summary>The input ends in the middle of a value.</summary>
    Truncated,

    /// <summary>There is text or data after the end of the value.</summary>
    TrailingData,

    /// <summary>A JSON object has one member twice; readers would disagree on which counts.</summary>
    DuplicateMember,

    /// <summary>Larger, deeper or more numerous than the limits allow.</summary>
    LimitExceeded,

    /// <summary>A version, form or feature of the format that is not read.</summary>
    Unsupported,

    /// <summary>There is nothing signed: no signature at all.</summary>
    NoSignature,

    /// <summary>There is no key to verify with.</summary>
    NoKeys,

    /// <summary>The signature names a key, or names none, that is not among the trusted ones.</summary>
    UnknownKey,

    /// <summary>The key itself cannot be read, or breaks the rules of its kind.</summary>
    KeyInvalid,

    /// <summary>The key is too short to rely on.</summary>
    KeyTooWeak,

    /// <summary>The key was not yet made at the instant that counts.</summary>
    KeyNotYetValid,

    /// <summary>The key has expired at the instant that counts.</summary>
    KeyExpired,

    /// <summary>The owner has withdrawn the key.</summary>
    KeyRevoked,

    /// <summary>The key is not meant for signing.</summary>
    KeyUsage,

    /// <summary>The algorithm is unknown, refused (SHA-1, MD5, none) or unspecified.</summary>
    AlgorithmNotAllowed,

    /// <summary>The algorithm is known and does not belong to this key.</summary>
    AlgorithmMismatch,

    /// <summary>The signature does not hold over these bytes with this key.</summary>
    SignatureMismatch,

    /// <summary>The signature itself was made after the instant that counts.</summary>
    SignatureNotYetValid,

    /// <summary>The signature itself, or the token, has expired.</summary>
    SignatureExpired,

    /// <summary>Something marked critical is not understood, so the signature must not be relied on.</summary>
    CriticalNotUnderstood,

    /// <summary>Fewer distinct keys signed than are required.</summary>
    ThresholdNotMet,

    /// <summary>The signed content is of another type than the one asked for.</summary>
    WrongType,

    /// <summary>The signed content is about another digest.</summary>
    WrongDigest,

    /// <summary>The signed content is about another image, repository or resource.</summary>
    WrongSubject,

    /// <summary>The record belongs to another note than the attestor's.</summary>
    WrongNote,

    /// <summary>The token is meant for somebody else.</summary>
    WrongAudience,

    /// <summary>No certificate, log entry or other material to verify with.</summary>
    MissingMaterial,

    /// <summary>No trusted root leads to this certificate, or the chain is broken.</summary>
    CertificateUntrusted,

    /// <summary>A certificate breaks the rules of its profile (usage, basic constraints, extensions).</summary>
    CertificateInvalid,

    /// <summary>A certificate was not valid at the instant that counts.</summary>
    CertificateExpired,

    /// <summary>A certificate has been revoked.</summary>
    CertificateRevoked,

    /// <summary>The state of revocation is not known, and the policy wants to know it.</summary>
    RevocationUnknown,

    /// <summary>A certificate transparency timestamp (SCT) is missing, or does not hold.</summary>
    TransparencyTimestamp,

    /// <summary>The transparency log is not among the trusted ones.</summary>
    UnknownLog,

    /// <summary>The transparency log's proof of inclusion does not hold.</summary>
    InclusionProof,

    /// <summary>The transparency log's promise of inclusion (SET) does not hold.</summary>
    InclusionPromise,

    /// <summary>The transparency log's checkpoint does not hold.</summary>
    Checkpoint,

    /// <summary>The log entry is about another signature, key or content.</summary>
    LogEntryMismatch,

    /// <summary>Not enough log entries of distinct logs.</summary>
    LogThreshold,

    /// <summary>A timestamp token does not hold, or its authority is not trusted.</summary>
    TimestampInvalid,

    /// <summary>No trusted time is bound to the signature, and one is required.</summary>
    NoTrustedTime,

    /// <summary>The signer's identity is none of those the policy names.</summary>
    WrongIdentity,

    /// <summary>The token or certificate comes from an issuer the policy does not name.</summary>
    WrongIssuer,

    /// <summary>The provenance names another builder.</summary>
    WrongBuilder,

    /// <summary>The provenance names another source repository.</summary>
    WrongSource,

    /// <summary>The provenance names another branch, tag or commit.</summary>
    WrongRef,

    /// <summary>The provenance names other inputs or another workflow.</summary>
    WrongInputs,

    /// <summary>The claim holds, and says that the subject did not pass or lacks a level.</summary>
    ClaimNegative,

    /// <summary>No policy statement applies to the artifact.</summary>
    NoApplicablePolicy,
}
