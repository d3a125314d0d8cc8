using Gatehouse.Storage.Tests.Contract;

namespace Gatehouse.Storage.Tests.Postgres;

public sealed class PostgresStoreTests(PostgresFixture postgres) : StoreContract
{
    protected override async ValueTask<StoreFixture> OpenAsync()
    {
        var store = await postgres.CreateStoreAsync();
        return StoreFixture.Of(store, store.DisposeAsync);
    }
}
