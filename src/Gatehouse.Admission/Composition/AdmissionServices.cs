using System.Security.Cryptography;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Edges;
using Gatehouse.Admission.Facts;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Policies;
using Gatehouse.Metadata.Configuration;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Admission.Composition;

/// <summary>The admission capability in a host. Needs the metadata and manifest capabilities.</summary>
public static class AdmissionServices
{
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>().BindConfiguration("admission").ValidateSection("admission");
        foreach (var kind in PolicyKinds.All)
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton(kind));
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DecisionIds.RandomBytes>(_ => RandomNumberGenerator.Fill);
        services.TryAddSingleton<DecisionIds>();
        services.TryAddSingleton<DecisionStore>();
        services.TryAddSingleton<ImageFactSource>();
        services.TryAddSingleton<AttestationSource>();
        services.TryAddSingleton<AdmissionService>();
        services.TryAddSingleton<AdmissionEndpoints>();
        return services;
    }

    public static IEndpointRouteBuilder MapAdmission(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<AdmissionEndpoints>().Map(routes);
        return routes;
    }
}
