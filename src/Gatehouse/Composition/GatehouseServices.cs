using Gatehouse.Admission.Composition;
using Gatehouse.Connectors.OciRegistry;
using Gatehouse.Host.Configuration;
using Gatehouse.Manifests.Composition;
using Gatehouse.Metadata.Access.Authentication;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Composition;
using Gatehouse.Metadata.Ingestion;
using Gatehouse.Metadata.Secrets;
using Gatehouse.Storage.Postgres;
using Gatehouse.Storage.Sqlite;

namespace Gatehouse.Host.Composition;

/// <summary>Which parts make up the server.</summary>
internal static class GatehouseServices
{
    public static IServiceCollection AddGatehouse(this IServiceCollection services, ServeOptions options)
    {
        services.AddStore(options.Data, options.Store);
        services.AddSingleton(_ => SecretBox.Open(options.SecretsKey.Length > 0 ? options.SecretsKey : Path.Combine(options.Data, "secrets.key")));
        services.AddMetadata();
        services.AddIngestion();
        services.AddManifests();
        services.AddOciRegistries();
        services.AddAdmission();
        services.AddGrpcReflection();
        services.AddObservability();
        return services;
    }

    /// <param name="connection">Of PostgreSQL; empty for SQLite in the data directory.</param>
    public static void AddStore(this IServiceCollection services, string data, string connection) =>
        _ = connection.Length > 0 ? services.AddPostgresStore(connection) : services.AddSqliteStore(Path.Combine(data, "gatehouse.db"));

    public static void UseGatehouse(this WebApplication app)
    {
        app.UseRouting();
        app.UseCallers();
        var limiter = app.Services.GetRequiredService<RequestLimiter>();
        app.Use((http, next) => limiter.InvokeAsync(http, next));
        app.MapMetadata();
        app.MapImports();
        app.MapManifests();
        app.MapAdmission();
        app.MapGrpcReflectionService();
        app.MapApiPages();
        app.MapObservability();
        // The pattern that MapFallback has by default leaves out paths that look like files.
        app.MapFallback("{*path}", UnknownRoute.AnswerAsync);
    }
}
