using System.Collections.Concurrent;
using System.Text;
using Gatehouse.Access;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access.Tokens;

/// <summary>
/// API tokens: made, verified, listed, revoked. A token revoked by this process stops at once, one revoked by another after
/// <see cref="AccessOptions.StaleMilliseconds"/> at the latest.
/// </summary>
internal sealed class TokenStore(IRecordStore records, IDocumentStore documents, TimeProvider time, IOptions<AccessOptions> options)
{
    private readonly TimeSpan _stale = TimeSpan.FromMilliseconds(options.Value.StaleMilliseconds);
    private readonly ConcurrentDictionary<TokenHash, Known> _known = new();
    private readonly ConcurrentDictionary<TokenHash, DateTimeOffset> _uses = new();
    private long _generation;

    /// <summary>Stores a token and gives back its text, which is nowhere kept.</summary>
    public async ValueTask<(string Text, string Id)> CreateAsync(TokenRecord record, Caller caller, CancellationToken cancellationToken)
    {
        var text = TokenText.Create();
        var key = TokenHash.Of(text).ToString();
        var put = new RecordWrite.PutDocument(TokenRecord.Collection, key, "", record.Write(), 0);
        var outcome = await records.CommitAsync(new([put], OriginOf(caller), time.GetUtcNow()), cancellationToken);
        return outcome is CommitOutcome.Committed ? (text, key[..TokenHash.IdLength]) : throw new InvalidOperationException("a fresh token exists already");
    }

    /// <returns>Who the token proves; null for one that is malformed, unknown, revoked or expired. The address is empty.</returns>
    public async ValueTask<Caller?> VerifyAsync(string text, CancellationToken cancellationToken)
    {
        if (!TokenText.IsWellFormed(text))
        {
            return null;
        }

        var hash = TokenHash.Of(text);
        if (!_known.TryGetValue(hash, out var known) || time.GetElapsedTime(known.LoadedAt) >= _stale)
        {
            known = await LoadAsync(hash, cancellationToken);
        }

        if (known is null || known.ExpireTime <= time.GetUtcNow())
        {
            return null;
        }

        _uses[hash] = time.GetUtcNow();
        return known.Caller;
    }

    /// <param name="principal">Whose last uses are looked up; null for everybody's.</param>
    public async ValueTask<IReadOnlyList<(string Id, TokenRecord Record, DateTimeOffset? LastUsed)>> ListAsync(string after, int limit, string? principal, CancellationToken cancellationToken)
    {
        var found = new List<(string, TokenRecord, DateTimeOffset?)>();
        foreach (var document in await documents.ListDocumentsAsync(TokenRecord.Collection, "", after.Length == 0 ? "" : after + '~', limit, cancellationToken))
        {
            var record = TokenRecord.Read(document.Content);
            var lastUsed = principal is null || record.Principal == principal ? await FindLastUseAsync(document.Key, cancellationToken) : null;
            found.Add((document.Key[..TokenHash.IdLength], record, lastUsed));
        }

        return found;
    }

    public async ValueTask<TokenRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        await FindDocumentAsync(id, cancellationToken) is { } document ? TokenRecord.Read(document.Content) : null;

    /// <returns>False when there is no such token.</returns>
    public async ValueTask<bool> RevokeAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        if (await FindDocumentAsync(id, cancellationToken) is not { } document)
        {
            return false;
        }

        var delete = new RecordWrite.DeleteDocument(TokenRecord.Collection, document.Key, "", null);
        await records.CommitAsync(new([delete], OriginOf(caller), time.GetUtcNow()), cancellationToken);
        ForgetAll();
        return true;
    }

    /// <summary>To be called after tokens may have been taken away.</summary>
    public void ForgetAll()
    {
        Interlocked.Increment(ref _generation);
        _known.Clear();
    }

    /// <summary>Writes down the uses since the last call.</summary>
    public async ValueTask SaveUsesAsync(CancellationToken cancellationToken)
    {
        foreach (var (hash, used) in _uses.ToArray())
        {
            _uses.TryRemove(new(hash, used));
            if (await documents.FindDocumentAsync(TokenRecord.Collection, hash.ToString(), cancellationToken) is not null)
            {
                var put = new RecordWrite.PutDocument(TokenRecord.UseCollection, hash.ToString(), "", Encoding.ASCII.GetBytes(used.ToString("O", null)), null);
                await records.CommitAsync(new([put], new("gatehouse", "", "gatehouse.tokens.use"), time.GetUtcNow()), cancellationToken);
            }
        }
    }

    private async ValueTask<Known?> LoadAsync(TokenHash hash, CancellationToken cancellationToken)
    {
        var (generation, started) = (Volatile.Read(ref _generation), time.GetTimestamp());
        if (await documents.FindDocumentAsync(TokenRecord.Collection, hash.ToString(), cancellationToken) is not { } document)
        {
            _known.TryRemove(hash, out _);
            return null;
        }

        var record = TokenRecord.Read(document.Content);
        var known = new Known(new(record.Principal, record.Groups, "", record.Scopes), record.ExpireTime ?? DateTimeOffset.MaxValue, started);
        if (_known.Count >= options.Value.CacheEntries)
        {
            _known.Clear();
        }

        _known[hash] = known;
        if (generation != Volatile.Read(ref _generation))
        {
            _known.TryRemove(hash, out _);
        }

        return known;
    }

    private async ValueTask<Document?> FindDocumentAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Length != TokenHash.IdLength || !id.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        var found = await documents.ListDocumentsAsync(TokenRecord.Collection, id, "", 1, cancellationToken);
        return found.IsEmpty ? null : found[0];
    }

    private async ValueTask<DateTimeOffset?> FindLastUseAsync(string key, CancellationToken cancellationToken) =>
        await documents.FindDocumentAsync(TokenRecord.UseCollection, key, cancellationToken) is { } use
            ? DateTimeOffset.ParseExact(Encoding.ASCII.GetString(use.Content.Span), "O", null)
            : null;

    private static WriteOrigin OriginOf(Caller caller) => new(caller.Principal, caller.Address, Permission.TokensManage);

    private sealed record Known(Caller Caller, DateTimeOffset ExpireTime, long LoadedAt);
}
