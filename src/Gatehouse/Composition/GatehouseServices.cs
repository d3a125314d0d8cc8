using Gatehouse.Host.Configuration;
using Gatehouse.Metadata.Composition;
using Gatehouse.Storage.Postgres;
using Gatehouse.Storage.Sqlite;

namespace Gatehouse.Host.Composition;

/// <summary>Which parts make up the server.</summary>
internal static class GatehouseServices
{
    public static IServiceCollection AddGatehouse(this IServiceCollection services, ServeOptions options)
    {
        _ = options.Store.Length > 0 ? services.AddPostgresStore(options.Store) : services.AddSqliteStore(Path.Combine(options.Data, "gatehouse.db"));
        services.AddMetadata();
        services.AddGrpcReflection();
        return services;
    }

    public static void UseGatehouse(this WebApplication app)
    {
        app.UseRouting();
        app.MapMetadata();
        app.MapGrpcReflectionService();
        app.MapFallback(UnknownRoute.AnswerAsync);
    }
}
