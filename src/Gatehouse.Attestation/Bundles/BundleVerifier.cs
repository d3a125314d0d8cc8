using System.Collections.Immutable;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>
/// Verifies sigstore bundles offline:
/// <code>
/// timestamps ─┐
/// log entries ┴─► times ─► certificate at those times, in a CT log ─► log entries are about this signature ─► signature ─► who signed
///                     └──► configured key ────────────────────────────┘
/// </code>
/// Today's clock plays no part: a signature made while its certificate was valid stays good. Pure and safe for threads.
/// </summary>
public static class BundleVerifier
{
    /// <param name="artifact">
    /// What the signature has to be over, or what a statement in the envelope has to be about. May be null for an envelope only; its payload is then bound to
    /// nothing, and comparing its subjects is left to the caller.
    /// </param>
    public static Outcome<VerifiedBundle> Verify(SigstoreBundle bundle, SignedArtifact? artifact, TrustedRoot root, BundlePolicy policy)
    {
        var times = BundleTimes.Verify(bundle, root, policy);
        if (times.Found is not { } known)
        {
            return Outcome.Refuse<VerifiedBundle>(times.Failures);
        }

        return bundle.SigningCertificate is { } certificate
            ? VerifyCertified(bundle, certificate, artifact, root, policy, known)
            : VerifyKeyed(bundle, artifact, policy, known);
    }

    private static Outcome<VerifiedBundle> VerifyCertified(
        SigstoreBundle bundle, Certificate certificate, SignedArtifact? artifact, TrustedRoot root, BundlePolicy policy, BundleTimes times)
    {
        if (policy.Identities.IsEmpty)
        {
            return new Failure(FailureReason.WrongIdentity, VerificationStep.Identity, "the bundle is signed with a certificate, and the policy names nobody it may be of");
        }

        if (SigningCertificates.Verify(bundle, root, policy, times.Times) is { Length: > 0 } failures)
        {
            return failures;
        }

        if (certificate.PublicKey.Found is not { } key)
        {
            return certificate.PublicKey.Failures;
        }

        var signed = new BundleContent(bundle, artifact, new(key));
        if ((ExplainEntries(times, signed) ?? signed.Explain()) is { } failure)
        {
            return failure;
        }

        return BundleSigner.Find(certificate, policy, times.Times.IsEmpty ? null : times.Times[0])
            .Then<VerifiedBundle>(s => new VerifiedBundle(bundle, s.Signer, s.Claims, times.LogEntries, times.Times));
    }

    private static Outcome<VerifiedBundle> VerifyKeyed(SigstoreBundle bundle, SignedArtifact? artifact, BundlePolicy policy, BundleTimes times)
    {
        var candidates = policy.Keys.Where(k => k.Hint is null || string.IsNullOrEmpty(bundle.KeyHint) || k.Hint == bundle.KeyHint).ToList();
        if (candidates.Count == 0)
        {
            return new Failure(
                policy.Keys.IsEmpty ? FailureReason.NoKeys : FailureReason.UnknownKey,
                VerificationStep.Key,
                $"the bundle is signed with a bare key, and the policy names none of the hint \"{bundle.KeyHint}\"");
        }

        var failures = ImmutableArray.CreateBuilder<Failure>();
        foreach (var candidate in candidates)
        {
            var signed = new BundleContent(bundle, artifact, candidate.Trusted);
            if ((signed.Explain() ?? ExplainEntries(times, signed) ?? ExplainTime(candidate, times.Times)) is not { } failure)
            {
                var signer = new Signer(candidate.Trusted.Id, 0) { Time = times.Times.IsEmpty ? null : times.Times[0] };
                return new VerifiedBundle(bundle, signer, FulcioClaims.None, times.LogEntries, times.Times);
            }

            failures.Add(failure);
        }

        return failures.ToImmutable();
    }

    private static Failure? ExplainEntries(BundleTimes times, BundleContent signed) =>
        times.LogEntries.Select(e => LogEntryBinding.Explain(e.Entry, signed.Facts)).FirstOrDefault(f => f is not null);

    private static Failure? ExplainTime(BundleKey key, ImmutableArray<DateTimeOffset> times) =>
        key.Validity is not { } validity ? null
        : times.IsEmpty ? new(FailureReason.NoTrustedTime, VerificationStep.Time, $"the key {key.Trusted.Id} is limited to a period, and nobody vouches for a time")
        : times.Any(t => !validity.Contains(t)) ? new(FailureReason.KeyExpired, VerificationStep.Time, $"the key {key.Trusted.Id} was in use from {validity}")
        : null;
}
