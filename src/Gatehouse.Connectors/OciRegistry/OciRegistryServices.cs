using Gatehouse.Admission.Registries;
using Gatehouse.Metadata.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Connectors.OciRegistry;

/// <summary>Registries in a host.</summary>
public static class OciRegistryServices
{
    public static IServiceCollection AddOciRegistries(this IServiceCollection services)
    {
        services.AddOptions<RegistryOptions>().BindConfiguration("registries").ValidateSection("registries");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RegistryConnections>();
        services.TryAddSingleton<RegistryCredentials>();
        services.TryAddSingleton<RegistryTokens>();
        services.TryAddSingleton<RegistryTransport>();
        services.TryAddSingleton<OciRegistryClient>();
        services.TryAddSingleton(s => new SignaturePusher(s.GetRequiredService<OciRegistryClient>()));
        services.TryAddSingleton<EvidenceReader>();
        services.TryAddSingleton<OciImageRegistry>();
        services.TryAddSingleton<IImageRegistry>(s => new CachedImageRegistry(s.GetRequiredService<OciImageRegistry>(), s.GetRequiredService<IOptions<RegistryOptions>>(), s.GetRequiredService<TimeProvider>()));
        return services;
    }
}
