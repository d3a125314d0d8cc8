using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>One key of a certificate, with those of its owner's statements about it that hold.</summary>
internal sealed class Component(KeyMaterial key, bool isPrimary)
{
    private const int MaySign = 0x02;

    public KeyMaterial Key { get; } = key;

    public bool IsPrimary { get; } = isPrimary;

    /// <summary>Self-signatures or bindings that hold, for a subkey only those that its own signature backs where it may sign.</summary>
    public List<SignaturePacket> Statements { get; } = [];

    public List<SignaturePacket> Revocations { get; } = [];

    /// <summary>Why the key cannot vouch for a signature made and judged at these times; null when it can.</summary>
    public Failure? Refuse(DateTimeOffset signedAt, DateTimeOffset now) => Key.Problem ?? RefuseState(signedAt, now) ?? RefuseUse(now);

    /// <summary>Existence, revocation and expiry, whatever the key is for.</summary>
    public Failure? RefuseState(DateTimeOffset signedAt, DateTimeOffset now)
    {
        if (Revocations.Exists(r => IsRevokedBy(r, now)))
        {
            return Fail(FailureReason.KeyRevoked, VerificationStep.Revocation, "is revoked");
        }
        if (Key.Created > signedAt)
        {
            return Fail(FailureReason.KeyNotYetValid, VerificationStep.Time, $"was made at {Key.Created:u}, after the signature");
        }
        if (Current(now) is null)
        {
            return Fail(FailureReason.KeyInvalid, VerificationStep.Key, IsPrimary ? "has no self-signature that holds" : "is not bound to its primary key by signatures that hold");
        }
        return ExpiresAt(now) is { } end && now >= end ? Fail(FailureReason.KeyExpired, VerificationStep.Time, $"expired at {end:u}") : null;
    }

    /// <summary>When the key ceases; null when it does not.</summary>
    public DateTimeOffset? ExpiresAt(DateTimeOffset now) => InForce(now, s => s.Said.KeyExpiresAfter) is { } after ? Key.Created + after : null;

    private Failure? RefuseUse(DateTimeOffset now)
    {
        var flags = InForce(now, s => s.Said.KeyFlags);
        // A primary key that says nothing may do anything; a subkey that says nothing may not sign (RFC 9580 section 5.2.3.29).
        return flags is null && IsPrimary || (flags & MaySign) == MaySign ? null : Fail(FailureReason.KeyUsage, VerificationStep.Key, "is not meant for signing");
    }

    /// <summary>What the newest statement says; a direct one that is silent leaves the word to the next.</summary>
    private T? InForce<T>(DateTimeOffset now, Func<SignaturePacket, T?> read) where T : struct
    {
        foreach (var statement in Ordered(now))
        {
            if (read(statement) is { } value)
            {
                return value;
            }
            if (statement.Type is not SignatureType.DirectKey)
            {
                break;
            }
        }
        return null;
    }

    private SignaturePacket? Current(DateTimeOffset now) => Ordered(now).FirstOrDefault();

    /// <summary>The statements in force: a direct one speaks for the whole key, then the primary user id, then the newest.</summary>
    private IEnumerable<SignaturePacket> Ordered(DateTimeOffset now) => Statements
        .Where(s => s.Created <= now && !s.IsExpired(now))
        .OrderByDescending(s => s.Type is SignatureType.DirectKey)
        .ThenByDescending(s => s.Said.IsPrimaryUserId)
        .ThenByDescending(s => s.Created);

    /// <summary>A key that was merely replaced or retired was good before; one that may be in other hands never was (RFC 9580 section 5.2.3.31).</summary>
    private static bool IsRevokedBy(SignaturePacket revocation, DateTimeOffset now) => revocation.Said.ReasonForRevocation is not (1 or 3) || revocation.Created <= now;

    private Failure Fail(FailureReason reason, VerificationStep step, string text) => new(reason, step, $"key {Key.Fingerprint} {text}");
}
