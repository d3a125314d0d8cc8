using Gatehouse.Manifests.Edges;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Manifests.Storage;
using Gatehouse.Metadata.Configuration;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Manifests.Composition;

/// <summary>The manifest capability in a host. Needs the metadata capability; kinds come from whoever registers an <see cref="IManifestKind"/>.</summary>
public static class ManifestServices
{
    public static IServiceCollection AddManifests(this IServiceCollection services)
    {
        services.AddOptions<ManifestLimits>().BindConfiguration("manifests").ValidateSection("manifests");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ManifestKinds>();
        services.TryAddSingleton<ManifestStore>();
        services.TryAddSingleton<ManifestEndpoints>();
        return services;
    }

    public static IEndpointRouteBuilder MapManifests(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<ManifestEndpoints>().Map(routes);
        return routes;
    }
}
