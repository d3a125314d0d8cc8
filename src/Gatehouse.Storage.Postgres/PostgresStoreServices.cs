using Gatehouse.Metadata.Configuration;
using Gatehouse.Metadata.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Storage.Postgres;

/// <summary>The store on PostgreSQL behind the ports of Metadata.</summary>
public static class PostgresStoreServices
{
    /// <summary>Registers the store; the section <c>postgres</c> of the configuration sets the other options.</summary>
    public static IServiceCollection AddPostgresStore(this IServiceCollection services, string connectionString)
    {
        services.AddOptions<PostgresStoreOptions>()
            .BindConfiguration("postgres")
            .Configure(options => options.ConnectionString = connectionString)
            .ValidateSection("postgres");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => new PostgresStore(
            provider.GetRequiredService<IOptions<PostgresStoreOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IRecordStore>(provider => provider.GetRequiredService<PostgresStore>());
        services.TryAddSingleton<IDocumentStore>(provider => provider.GetRequiredService<PostgresStore>());
        services.TryAddSingleton<IChangeStore>(provider => provider.GetRequiredService<PostgresStore>());
        services.TryAddSingleton<IAuditStore>(provider => provider.GetRequiredService<PostgresStore>());
        services.TryAddSingleton<IStoreMaintenance>(provider => provider.GetRequiredService<PostgresStore>());
        services.TryAddSingleton<ISnapshotStore>(provider => provider.GetRequiredService<PostgresStore>());
        return services;
    }
}
