using System.Collections.Immutable;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Envelopes;

/// <summary>The (t, n) rule of DSSE: count distinct keys that made a good signature.</summary>
internal static class EnvelopeVerification
{
    public static Outcome<VerifiedEnvelope> Verify(Envelope envelope, IReadOnlyList<TrustedKey> keys, int threshold, EnvelopeLimits limits)
    {
        if (Refuse(envelope, keys, limits) is { } refusal)
        {
            return refusal;
        }
        var signed = envelope.ToSignedBytes();
        var signers = ImmutableArray.CreateBuilder<Signer>();
        var failures = ImmutableArray.CreateBuilder<Failure>();
        var counted = new HashSet<PublicKey>();
        for (var i = 0; i < envelope.Signatures.Length; i++)
        {
            if (FindSigner(signed, envelope.Signatures[i], keys) is not { } key)
            {
                failures.Add(new(FailureReason.SignatureMismatch, VerificationStep.Signature, $"the signature{Hint(envelope.Signatures[i])} holds with none of {keys.Count} trusted keys", i));
            }
            else if (counted.Add(key.Key))
            {
                signers.Add(new(key.Id, i));
            }
            else
            {
                failures.Add(new(FailureReason.ThresholdNotMet, VerificationStep.Threshold, $"a second signature of key {key.Id}", i));
            }
        }
        return Decide(envelope, signers.DrainToImmutable(), failures, threshold);
    }

    private static Failure? Refuse(Envelope envelope, IReadOnlyList<TrustedKey> keys, EnvelopeLimits limits) => (envelope.Signatures.Length, keys.Count) switch
    {
        (0, _) => new(FailureReason.NoSignature, VerificationStep.Signature, "the envelope has no signature"),
        (_, 0) => new(FailureReason.NoKeys, VerificationStep.Key, "there is no key to verify with"),
        var (s, k) when (long)s * k > limits.Trials =>
            new(FailureReason.LimitExceeded, VerificationStep.Signature, $"{s} signatures times {k} keys; at most {limits.Trials} pairs are tried"),
        _ => null,
    };

    /// <summary>The key the hint names is tried first; a wrong hint costs time and changes nothing.</summary>
    private static TrustedKey? FindSigner(byte[] signed, EnvelopeSignature signature, IReadOnlyList<TrustedKey> keys)
    {
        var hinted = signature.KeyId.Length == 0 ? null : keys.FirstOrDefault(k => k.Id == signature.KeyId);
        return hinted is not null && Holds(hinted) ? hinted : keys.FirstOrDefault(k => !ReferenceEquals(k, hinted) && Holds(k));

        bool Holds(TrustedKey key) => key.Key.Verify(signed, signature.Signature.Span, key.Scheme ?? SignatureScheme.For(key.Key.Kind));
    }

    private static Outcome<VerifiedEnvelope> Decide(Envelope envelope, ImmutableArray<Signer> signers, ImmutableArray<Failure>.Builder failures, int threshold)
    {
        if (signers.Length >= threshold)
        {
            return new VerifiedEnvelope(envelope, signers, failures.DrainToImmutable());
        }
        if (threshold > 1)
        {
            failures.Add(new(FailureReason.ThresholdNotMet, VerificationStep.Threshold, $"{signers.Length} distinct keys signed, {threshold} are required"));
        }
        return failures.DrainToImmutable();
    }

    private static string Hint(EnvelopeSignature signature) =>
        signature.KeyId.Length switch { 0 => "", <= 128 => $" hinting at key \"{signature.KeyId}\"", _ => " with a long hint" };
}
