using Gatehouse.Metadata.Storage;
using Gatehouse.Storage.Sqlite;
using Gatehouse.Storage.Tests.Contract;
using static Gatehouse.Storage.Tests.Contract.Build;

namespace Gatehouse.Storage.Tests;

public sealed class SqliteStoreTests : StoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected override ValueTask<StoreFixture> OpenAsync()
    {
        var store = SqliteStore.Open(new() { Path = Path.Combine(_folder, "contract.db") });
        return new(StoreFixture.Of(store, async () =>
        {
            await store.DisposeAsync();
            Directory.Delete(_folder, recursive: true);
        }));
    }

    [Fact]
    public void File_in_use_is_refused_naming_the_process_that_holds_it()
    {
        var options = new SqliteStoreOptions { Path = Path.Combine(_folder, "held.db") };
        using var holder = SqliteStore.Open(options);
        var refusal = Assert.Throws<StoreUnavailableException>(() => SqliteStore.Open(options));
        Assert.Contains($"{Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acknowledged_writes_are_there_when_the_file_is_opened_again()
    {
        var options = new SqliteStoreOptions { Path = Path.Combine(_folder, "again.db") };
        await using (var first = SqliteStore.Open(options))
        {
            await first.CommitAsync(Set(CreateProject("shop")), Cancellation);
        }

        await using var second = SqliteStore.Open(options);
        Assert.NotNull(await second.FindProjectAsync(Project("shop"), Cancellation));
        Assert.Equal(1, await second.GetRevisionAsync(Cancellation));
        Assert.Equal(new CommitOutcome.Committed(2), await second.CommitAsync(Set(CreateProject("other")), Cancellation));
    }
}
