using Gatehouse.Metadata.Configuration;
using Gatehouse.Metadata.Ingestion.Formats;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Metadata.Ingestion;

/// <summary>Imports in a host. Needs the metadata capability beside it.</summary>
public static class IngestionServices
{
    /// <summary>A further format is one more <see cref="IReportFormat"/> here.</summary>
    public static IReadOnlyList<IReportFormat> Formats { get; } = [new TrivyFormat(), new GrypeFormat(), new CycloneDxFormat(), new SpdxFormat(), new InTotoFormat()];

    public static IServiceCollection AddIngestion(this IServiceCollection services)
    {
        services.AddOptions<IngestionOptions>().BindConfiguration("ingestion").ValidateSection("ingestion");
        services.TryAddSingleton(Formats);
        services.TryAddSingleton<ReportImporter>();
        services.TryAddSingleton<ImportEndpoint>();
        return services;
    }

    public static IEndpointRouteBuilder MapImports(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/projects/{project}:import", (RequestDelegate)routes.ServiceProvider.GetRequiredService<ImportEndpoint>().ServeAsync);
        return routes;
    }
}
