using System.Collections.Immutable;
using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Access.Refusals;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Tests.Access;

public sealed class RefusalLogTests
{
    private readonly AuditThatFails _store = new();

    [Fact]
    public async Task What_the_queue_cannot_hold_is_counted_and_dropped_and_the_rest_is_written()
    {
        using var log = Create(queue: 5);
        for (var i = 0; i < 100; i++)
        {
            log.Add(new("user:ann@example.com", "192.0.2.1", "a.b.c"), $"projects/p-{i}", "PERMISSION_DENIED", "not granted");
        }

        Assert.Equal(95, log.DroppedCount);
        await log.StartAsync(TestContext.Current.CancellationToken);
        await log.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["projects/p-0", "projects/p-1", "projects/p-2", "projects/p-3", "projects/p-4"], _store.Written.Select(r => r.Resource));
    }

    [Fact]
    public async Task Equal_refusals_become_one_record_that_says_how_many()
    {
        using var log = Create(queue: 1_000);
        for (var i = 0; i < 40; i++)
        {
            log.Add(new("allUsers", i % 2 == 0 ? "192.0.2.1" : "192.0.2.2", "a.b.c"), "projects/p", "UNAUTHENTICATED", "not granted");
        }

        await log.StartAsync(TestContext.Current.CancellationToken);
        await log.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("192.0.2.1", "not granted (20 times)"), ("192.0.2.2", "not granted (20 times)")], _store.Written.Select(r => (r.Origin.Address, r.Reason)));
    }

    [Fact]
    public async Task A_store_that_is_away_loses_no_refusal_that_was_taken()
    {
        _store.Failures = 1;
        using var log = Create(queue: 10);
        log.Add(new("user:ann@example.com", "192.0.2.1", "a.b.c"), "projects/p", "NOT_FOUND", "not granted");
        await log.StartAsync(TestContext.Current.CancellationToken);
        await log.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal("projects/p", Assert.Single(_store.Written).Resource);
    }

    private RefusalLog Create(int queue) => new(_store, TimeProvider.System, Options.Create(new AccessOptions { RefusalQueue = queue }), NullLogger<RefusalLog>.Instance);

    /// <summary>An audit that is away for some calls.</summary>
    private sealed class AuditThatFails : IAuditStore
    {
        public int Failures { get; set; }

        public List<Refusal> Written { get; } = [];

        public ValueTask AppendRefusalsAsync(ImmutableArray<Refusal> refusals, CancellationToken cancellationToken)
        {
            if (Failures-- > 0)
            {
                throw new StoreUnavailableException("away", new IOException());
            }

            Written.AddRange(refusals);
            return ValueTask.CompletedTask;
        }

        public ValueTask<ImmutableArray<Refusal>> ListRefusalsAsync(long before, DateTimeOffset? since, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
