using System.Collections.Immutable;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Tests.Contract;

/// <summary>What every store must do. A store's tests derive from this and say how to open one.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private StoreFixture _fixture = null!;

    private IRecordStore Records => _fixture.Records;

    private IDocumentStore Documents => _fixture.Documents;

    private IChangeStore Changes => _fixture.Changes;

    private IAuditStore Audit => _fixture.Audit;

    private IStoreMaintenance Maintenance => _fixture.Maintenance;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A new, empty, migrated store.</summary>
    protected abstract ValueTask<StoreFixture> OpenAsync();

    public async ValueTask InitializeAsync() => _fixture = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_fixture is not null)
        {
            await _fixture.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private ValueTask<CommitOutcome> TryCommitAsync(params RecordWrite[] writes) => Records.CommitAsync(Build.Set(writes), Cancellation);

    /// <returns>The first revision.</returns>
    private async Task<long> CommitAsync(params RecordWrite[] writes) =>
        Assert.IsType<CommitOutcome.Committed>(await TryCommitAsync(writes)).FirstRevision;

    private async Task<ImmutableArray<WriteRefusal>> RefusedAsync(params RecordWrite[] writes) =>
        Assert.IsType<CommitOutcome.Refused>(await TryCommitAsync(writes)).Refusals;

    private async Task<WriteRefusal> RefusedOnceAsync(params RecordWrite[] writes) => Assert.Single(await RefusedAsync(writes));
}
