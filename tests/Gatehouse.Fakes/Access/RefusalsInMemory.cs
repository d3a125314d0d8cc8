using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Fakes.Access;

/// <summary>An audit that lives as long as the test.</summary>
public sealed class RefusalsInMemory : IAuditStore
{
    private readonly ConcurrentQueue<Refusal> _refusals = [];

    public ValueTask AppendRefusalsAsync(ImmutableArray<Refusal> refusals, CancellationToken cancellationToken)
    {
        foreach (var refusal in refusals)
        {
            _refusals.Enqueue(refusal with { Id = _refusals.Count + 1 });
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ImmutableArray<Refusal>> ListRefusalsAsync(long before, DateTimeOffset? since, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ImmutableArray<Refusal>>([.. _refusals.Where(r => r.Id < before && (since is null || r.Time >= since)).OrderByDescending(r => r.Id).Take(limit)]);
}
