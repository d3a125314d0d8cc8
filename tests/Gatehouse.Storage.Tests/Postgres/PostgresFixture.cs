using Gatehouse.Fakes.Postgres;
using Gatehouse.Storage.Postgres;
using Gatehouse.Storage.Tests.Postgres;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Gatehouse.Storage.Tests.Postgres;

/// <summary>One server for the whole run, started by the first test that asks; each test has databases of its own.</summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1);
    private PostgresServer? _server;

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    public async Task<string> CreateDatabaseAsync() => await (await GetServerAsync()).CreateDatabaseAsync(TestContext.Current.CancellationToken);

    public static PostgresStore Open(string connection) =>
        new(new() { ConnectionString = connection, RetryWindow = TimeSpan.FromMinutes(1) }, TimeProvider.System);

    /// <summary>A store on a new database with its schema.</summary>
    public async Task<PostgresStore> CreateStoreAsync()
    {
        var store = Open(await CreateDatabaseAsync());
        await store.MigrateAsync(TestContext.Current.CancellationToken);
        return store;
    }

    public static async Task<PostgresServer> StartServerAsync()
    {
        var binaries = PostgresServer.FindBinaries();
        Assert.SkipWhen(binaries is null, "PostgreSQL (initdb, pg_ctl) is not installed.");
        return await PostgresServer.StartAsync(binaries!, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? default);
        _once.Dispose();
    }

    private async Task<PostgresServer> GetServerAsync()
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _server ??= await StartServerAsync();
        }
        finally
        {
            _once.Release();
        }
    }
}
