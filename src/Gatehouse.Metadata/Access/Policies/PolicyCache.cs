using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gatehouse.Access.Decisions;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access.Policies;

/// <summary>
/// Compiled policies by resource. A policy set by this process counts at once; one set by another counts after <see cref="AccessOptions.StaleMilliseconds"/> at
/// the latest, because no entry is used longer than that after its loading began. Nothing depends on a notification arriving.
/// </summary>
public sealed class PolicyCache(IDocumentStore documents, TimeProvider time, IOptions<AccessOptions> options)
{
    private const int PageSize = 1_000;
    private readonly TimeSpan _stale = TimeSpan.FromMilliseconds(options.Value.StaleMilliseconds);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ItemsEntry> _items = new(StringComparer.Ordinal);
    private long _generation;
    private int _count;

    /// <summary>Answers from memory, without allocation; false when the policy has to be loaded.</summary>
    public bool TryGet(ReadOnlySpan<char> resource, out CompiledPolicy policy)
    {
        var found = _entries.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(resource, out var entry) && IsFresh(entry.LoadedAt);
        policy = found ? entry.Policy : CompiledPolicy.Empty;
        return found;
    }

    public async ValueTask<CompiledPolicy> GetAsync(string resource, CancellationToken cancellationToken)
    {
        if (TryGet(resource, out var known))
        {
            return known;
        }

        var (generation, started) = (Volatile.Read(ref _generation), time.GetTimestamp());
        var document = await documents.FindDocumentAsync(PolicyDocument.Collection, PolicyDocument.KeyOf(resource), cancellationToken);
        var policy = document is null ? CompiledPolicy.Empty : new CompiledPolicy(resource, PolicyDocument.Read(document));
        Keep(resource, new(policy, started), generation);
        return policy;
    }

    /// <summary>From the resource up to the server.</summary>
    public async ValueTask<ImmutableArray<CompiledPolicy>> GetChainAsync(string resource, CancellationToken cancellationToken)
    {
        var names = ResourceChain.Of(resource);
        var chain = ImmutableArray.CreateBuilder<CompiledPolicy>(names.Length);
        foreach (var name in names)
        {
            chain.Add(await GetAsync(name, cancellationToken));
        }

        return chain.MoveToImmutable();
    }

    /// <summary>The policies of single notes and occurrences of a project. Null when there are more than <see cref="AccessOptions.ItemPolicies"/>.</summary>
    public async ValueTask<ImmutableArray<CompiledPolicy>?> ListItemsAsync(string project, CancellationToken cancellationToken)
    {
        if (_items.TryGetValue(project, out var known) && IsFresh(known.LoadedAt))
        {
            return known.Policies;
        }

        var (generation, started) = (Volatile.Read(ref _generation), time.GetTimestamp());
        var policies = await LoadItemsAsync(project + "/", cancellationToken);
        if (policies is { } all && generation == Volatile.Read(ref _generation))
        {
            if (_items.Count >= PageSize)
            {
                _items.Clear();
            }

            _items[project] = new(all, started);
        }

        return policies;
    }

    /// <summary>To be called after a policy was written here, before the writer is answered.</summary>
    public void Forget(string resource)
    {
        // The generation first: a load that began before the write must not be kept after it.
        Interlocked.Increment(ref _generation);
        _entries.TryRemove(resource, out _);
        _items.TryRemove(ResourceChain.ProjectOf(resource), out _);
    }

    /// <summary>To be called after all policies may have changed.</summary>
    public void ForgetAll()
    {
        Interlocked.Increment(ref _generation);
        _entries.Clear();
        _items.Clear();
    }

    private async ValueTask<ImmutableArray<CompiledPolicy>?> LoadItemsAsync(string prefix, CancellationToken cancellationToken)
    {
        var policies = ImmutableArray.CreateBuilder<CompiledPolicy>();
        var after = "";
        while (true)
        {
            var page = await documents.ListDocumentsAsync(PolicyDocument.Collection, prefix, after, PageSize, cancellationToken);
            policies.AddRange(page.Select(d => new CompiledPolicy(d.Key, PolicyDocument.Read(d))));
            if (policies.Count > options.Value.ItemPolicies)
            {
                return null;
            }

            if (page.Length < PageSize)
            {
                return policies.DrainToImmutable();
            }

            after = page[^1].Key;
        }
    }

    private void Keep(string resource, Entry entry, long generation)
    {
        // An outsider may ask for any number of names: what is kept has to end somewhere.
        if (Interlocked.Increment(ref _count) > options.Value.CacheEntries)
        {
            Interlocked.Exchange(ref _count, 0);
            _entries.Clear();
        }

        _entries[resource] = entry;
        if (generation != Volatile.Read(ref _generation))
        {
            _entries.TryRemove(resource, out _);
        }
    }

    private bool IsFresh(long loadedAt) => time.GetElapsedTime(loadedAt) < _stale;

    private readonly record struct Entry(CompiledPolicy Policy, long LoadedAt);

    private sealed record ItemsEntry(ImmutableArray<CompiledPolicy> Policies, long LoadedAt);
}
