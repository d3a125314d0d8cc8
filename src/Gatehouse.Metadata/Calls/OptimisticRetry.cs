using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Calls;

/// <summary>Read, change, write if unchanged since: repeated while other calls come between.</summary>
internal static class OptimisticRetry
{
    private const int Attempts = 20;

    /// <param name="attempt">Gets whether this is the last try; returns null to be tried again.</param>
    public static async ValueTask<T> RunAsync<T>(Func<bool, ValueTask<T?>> attempt)
        where T : class
    {
        for (var i = 1; ; i++)
        {
            if (await attempt(i == Attempts) is { } result)
            {
                return result;
            }
        }
    }

    /// <returns>False when something changed in between and there is another try.</returns>
    public static async ValueTask<bool> CommitAsync(IRecordStore store, WriteSet writes, bool last, CancellationToken cancellationToken)
    {
        var outcome = await store.CommitAsync(writes, cancellationToken);
        if (!last && outcome is CommitOutcome.Refused { Refusals: [{ Reason: WriteRefusalReason.RevisionMismatch }] })
        {
            return false;
        }

        Commits.ThrowIfRefused(outcome);
        return true;
    }
}
