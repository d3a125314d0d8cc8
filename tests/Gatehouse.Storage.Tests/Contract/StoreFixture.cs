using Gatehouse.Metadata.Storage;

namespace Gatehouse.Storage.Tests.Contract;

/// <summary>An empty, migrated store of one test's own.</summary>
public sealed class StoreFixture(IRecordStore records, IDocumentStore documents, IChangeStore changes, IAuditStore audit, IStoreMaintenance maintenance, Func<ValueTask> close)
    : IAsyncDisposable
{
    public IRecordStore Records { get; } = records;

    public IDocumentStore Documents { get; } = documents;

    public IChangeStore Changes { get; } = changes;

    public IAuditStore Audit { get; } = audit;

    public IStoreMaintenance Maintenance { get; } = maintenance;

    /// <param name="store">Implements all ports.</param>
    /// <param name="close">Closes the store and removes what it has left.</param>
    public static StoreFixture Of<T>(T store, Func<ValueTask> close)
        where T : IRecordStore, IDocumentStore, IChangeStore, IAuditStore, IStoreMaintenance => new(store, store, store, store, store, close);

    public ValueTask DisposeAsync() => close();
}
