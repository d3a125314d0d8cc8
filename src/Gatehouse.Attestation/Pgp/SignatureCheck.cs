using System.Collections.Immutable;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Pgp;

/// <summary>Which signature of a message holds with a given certificate.</summary>
internal static class SignatureCheck
{
    public static Outcome<PgpVerified> Verify(SignedMessage message, PgpPublicKey key, DateTimeOffset now, PgpOptions options)
    {
        var failures = ImmutableArray.CreateBuilder<Failure>();
        for (var i = 0; i < message.Signatures.Count; i++)
        {
            var signature = message.Signatures[i];
            var checkedBy = Check(signature, message.Content, key, now, options);
            if (checkedBy.Succeeded)
            {
                return new PgpVerified(message.Content, key.Fingerprint, checkedBy.Found.Key.Fingerprint, signature.Created, i, failures.ToImmutable());
            }
            failures.AddRange(checkedBy.Failures.Select(f => f.OnSignature(i)));
        }
        return failures.ToImmutable();
    }

    private static Outcome<Component> Check(SignaturePacket signature, byte[] content, PgpPublicKey key, DateTimeOffset now, PgpOptions options)
    {
        if (key.Components.Where(c => signature.MayBeBy(c.Key)).ToArray() is not [_, ..] candidates)
        {
            var issuer = signature.Said.IssuerFingerprint ?? signature.Said.IssuerId;
            return new Failure(FailureReason.UnknownKey, VerificationStep.Key, $"made by key {issuer}, which is no part of {key.Fingerprint}");
        }
        if (RefuseForm(signature) is { } refusal)
        {
            return refusal;
        }
        var signed = signature.Type is SignatureType.Text ? WithNetworkLineEnds(content) : content;
        if (Array.Find(candidates, c => signature.Holds(c.Key, signed)) is not { } signer)
        {
            return candidates[0].Key.Problem ?? new(FailureReason.SignatureMismatch, VerificationStep.Signature, $"the signature does not hold with key {candidates[0].Key.Fingerprint}");
        }
        return (RefuseTime(signature, now, options) ?? key.Refuse(signer, signature.Created, now)) is { } failure ? failure : signer;
    }

    private static Failure? RefuseForm(SignaturePacket signature)
    {
        if (signature.Type is not (SignatureType.Binary or SignatureType.Text))
        {
            return new(FailureReason.WrongType, VerificationStep.Signature, $"a signature of type 0x{(byte)signature.Type:X2} is not over data");
        }
        if (!signature.Hash.IsStrong())
        {
            return new(FailureReason.AlgorithmNotAllowed, VerificationStep.Signature, $"hash {signature.Hash} is not accepted over data");
        }
        return signature.Said.NotUnderstood is { } type
            ? new(FailureReason.CriticalNotUnderstood, VerificationStep.Signature, $"critical subpacket {type} is not understood")
            : signature.Said.Created is null ? new Failure(FailureReason.Malformed, VerificationStep.Signature, "the signature does not say when it was made") : null;
    }

    private static Failure? RefuseTime(SignaturePacket signature, DateTimeOffset now, PgpOptions options) =>
        signature.Created > now + options.ClockSkew ? new(FailureReason.SignatureNotYetValid, VerificationStep.Time, $"the signature was made at {signature.Created:u}, which is yet to come")
        : signature.IsExpired(now) ? new Failure(FailureReason.SignatureExpired, VerificationStep.Time, $"the signature expired at {signature.Created + signature.Said.ExpiresAfter:u}")
        : null;

    private static byte[] WithNetworkLineEnds(byte[] content)
    {
        var result = new MemoryStream(content.Length + 64);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '\n' && (i == 0 || content[i - 1] != '\r'))
            {
                result.WriteByte((byte)'\r');
            }
            result.WriteByte(content[i]);
        }
        return result.ToArray();
    }
}
