using Microsoft.IdentityModel.Tokens;

namespace Gatehouse.Metadata.Access.Authentication;

/// <summary>
/// The keys of one issuer, kept and fetched again when they are old or a token names one that is not among them: an issuer that changes its key is followed
/// with the first token of the new one. However many tokens name keys that do not exist, the issuer is asked once in
/// <see cref="IssuerOptions.KeyRetrySeconds"/>. While it cannot be reached, known keys count for <see cref="Longest"/>. Safe for many threads.
/// </summary>
internal sealed class IssuerKeys(IssuerOptions issuer, Func<Task<IReadOnlyList<SecurityKey>>> fetch, TimeProvider time)
{
    /// <summary>Keys older than this are fetched again, so that one which the issuer withdrew stops working.</summary>
    internal static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>Keys older than this prove nothing any more.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly TimeSpan _pause = TimeSpan.FromSeconds(issuer.KeyRetrySeconds);
    private readonly Lock _lock = new();
    private Known? _known;
    private Task<Known>? _fetching;
    private (long At, IssuerUnavailableException? Failure)? _last;

    /// <summary>The keys that a token may be signed with: the one of its key id, else those without an id.</summary>
    /// <param name="keyId">Empty when the token names none: then all.</param>
    /// <returns>Empty when the issuer has no such key.</returns>
    /// <exception cref="IssuerUnavailableException">It cannot be told whether it has.</exception>
    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _known);
        var found = known is null ? [] : Select(known.Keys, keyId);
        if (known is not null && found.Count > 0 && time.GetElapsedTime(known.FetchedAt) < Fresh)
        {
            return found;
        }

        try
        {
            return Select((await RefreshAsync().WaitAsync(cancellationToken)).Keys, keyId);
        }
        catch (IssuerUnavailableException) when (found.Count > 0 && time.GetElapsedTime(known!.FetchedAt) < Longest)
        {
            return found;
        }
    }

    /// <summary>Joins a fetch that is under way; else begins one, unless the last was just now: then its result stands.</summary>
    private Task<Known> RefreshAsync()
    {
        lock (_lock)
        {
            if (_fetching is { IsCompleted: false })
            {
                return _fetching;
            }

            if (_last is { } last && time.GetElapsedTime(last.At) < _pause)
            {
                return last.Failure is { } failure ? Task.FromException<Known>(failure) : Task.FromResult(_known!);
            }

            // Not begun under the caller's cancellation: others wait for the same fetch.
            return _fetching = Task.Run(FetchAsync);
        }
    }

    private async Task<Known> FetchAsync()
    {
        var started = time.GetTimestamp();
        try
        {
            var known = new Known(await fetch(), started);
            Finish(known, null);
            return known;
        }
        catch (IssuerUnavailableException failure)
        {
            Finish(_known, failure);
            throw;
        }
    }

    private void Finish(Known? known, IssuerUnavailableException? failure)
    {
        lock (_lock)
        {
            _known = known;
            _last = (time.GetTimestamp(), failure);
        }
    }

    private static IReadOnlyList<SecurityKey> Select(IReadOnlyList<SecurityKey> keys, string keyId)
    {
        if (keyId.Length == 0)
        {
            return keys;
        }

        SecurityKey[] named = [.. keys.Where(k => k.KeyId == keyId)];
        return named.Length > 0 ? named : [.. keys.Where(k => string.IsNullOrEmpty(k.KeyId))];
    }

    private sealed record Known(IReadOnlyList<SecurityKey> Keys, long FetchedAt);
}
