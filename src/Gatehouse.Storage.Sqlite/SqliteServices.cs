using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Makes the embedded store the store of a host.</summary>
public static class SqliteServices
{
    /// <param name="path">The database file; made when missing.</param>
    public static IServiceCollection AddSqliteStore(this IServiceCollection services, string path) => services
        .AddSingleton(_ => SqliteStore.Open(new() { Path = path }))
        .AddSingleton<IRecordStore>(provider => provider.GetRequiredService<SqliteStore>())
        .AddSingleton<IDocumentStore>(provider => provider.GetRequiredService<SqliteStore>())
        .AddSingleton<IChangeStore>(provider => provider.GetRequiredService<SqliteStore>())
        .AddSingleton<IAuditStore>(provider => provider.GetRequiredService<SqliteStore>())
        .AddSingleton<IStoreMaintenance>(provider => provider.GetRequiredService<SqliteStore>())
        .AddSingleton<ISnapshotStore>(provider => provider.GetRequiredService<SqliteStore>());
}
