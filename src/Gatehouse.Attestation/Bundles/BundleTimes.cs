using System.Collections.Immutable;
using Gatehouse.Attestation.Timestamps;
using Gatehouse.Attestation.TransparencyLogs;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Bundles;

/// <summary>What third parties vouch for: entries in logs, and times.</summary>
internal sealed record BundleTimes(ImmutableArray<VerifiedLogEntry> LogEntries, ImmutableArray<DateTimeOffset> Times)
{
    /// <summary>Every timestamp and, where the policy looks at logs, every entry has to hold: one that does not is a forgery or an accident, and neither should pass in silence.</summary>
    public static Outcome<BundleTimes> Verify(SigstoreBundle bundle, TrustedRoot root, BundlePolicy policy)
    {
        var failures = ImmutableArray.CreateBuilder<Failure>();
        var stamped = Collect(bundle.Timestamps.Select(t => VerifyTimestamp(t, bundle, root)), failures).Select(t => t.Time).ToList();
        var entries = policy.LogThreshold == 0 && bundle.SigningCertificate is null
            ? []
            : Collect(bundle.LogEntries.Select(e => LogEntryVerifier.Verify(e, root.Logs, stamped)), failures);
        ImmutableArray<DateTimeOffset> times = [.. stamped.Concat(entries.Select(e => e.Time).OfType<DateTimeOffset>()).Order()];
        if (failures.Count == 0)
        {
            AddMissing(bundle, policy, entries, times, failures);
        }

        return failures.Count > 0 ? failures.ToImmutable() : new BundleTimes(entries, times);
    }

    private static Outcome<VerifiedTimestamp> VerifyTimestamp(ReadOnlyMemory<byte> timestamp, SigstoreBundle bundle, TrustedRoot root)
    {
        try
        {
            return TimestampVerifier.Verify(TimestampToken.Parse(timestamp), bundle.Signature.Span, root.TimestampAuthorities);
        }
        catch (FormatException e)
        {
            return new Failure(FailureReason.TimestampInvalid, VerificationStep.Timestamp, e.Message);
        }
    }

    private static ImmutableArray<T> Collect<T>(IEnumerable<Outcome<T>> outcomes, ImmutableArray<Failure>.Builder failures) where T : notnull
    {
        var found = ImmutableArray.CreateBuilder<T>();
        foreach (var outcome in outcomes)
        {
            if (outcome.Succeeded)
            {
                found.Add(outcome.Found);
            }
            else
            {
                failures.AddRange(outcome.Failures);
            }
        }

        return found.ToImmutable();
    }

    private static void AddMissing(
        SigstoreBundle bundle, BundlePolicy policy, ImmutableArray<VerifiedLogEntry> entries, ImmutableArray<DateTimeOffset> times, ImmutableArray<Failure>.Builder failures)
    {
        var logs = entries.DistinctBy(e => Convert.ToHexString(e.Log.LogId.Span)).Count();
        if (logs < policy.LogThreshold)
        {
            failures.Add(new(FailureReason.LogThreshold, VerificationStep.Log, $"the bundle is in {logs} trusted logs, wanted are {policy.LogThreshold}"));
        }

        var wanted = bundle.SigningCertificate is null ? policy.TimeThreshold : Math.Max(1, policy.TimeThreshold);
        if (times.Length < wanted)
        {
            failures.Add(new(FailureReason.NoTrustedTime, VerificationStep.Time, $"{times.Length} trusted times vouch for the signature, wanted are {wanted}"));
        }
    }
}
