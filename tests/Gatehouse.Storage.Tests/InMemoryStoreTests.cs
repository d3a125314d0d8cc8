using Gatehouse.Fakes.Storage;
using Gatehouse.Storage.Tests.Contract;

namespace Gatehouse.Storage.Tests;

public sealed class InMemoryStoreTests : StoreContract
{
    protected override ValueTask<StoreFixture> OpenAsync() => new(StoreFixture.Of(new InMemoryStore(), () => ValueTask.CompletedTask));
}
