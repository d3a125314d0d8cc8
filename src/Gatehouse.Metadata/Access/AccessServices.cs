using Gatehouse.Metadata.Access.Audit;
using Gatehouse.Metadata.Access.Authentication;
using Gatehouse.Metadata.Access.Edges;
using Gatehouse.Metadata.Access.Policies;
using Gatehouse.Metadata.Access.Refusals;
using Gatehouse.Metadata.Access.Tokens;
using Gatehouse.Metadata.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Access;

/// <summary>Access control in a host. Needs the store's ports.</summary>
public static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration("access").ValidateSection("access");
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>());
        services.TryAddSingleton<PolicyCache>();
        services.TryAddSingleton<PolicyStore>();
        services.TryAddSingleton<RefusalLog>();
        services.TryAddSingleton<AccessGuard>();
        services.TryAddSingleton<IamService>();
        services.TryAddSingleton<TokenStore>();
        services.TryAddSingleton<TokenService>();
        services.TryAddSingleton<AuditService>();
        services.TryAddSingleton<AccessApi>();
        services.TryAddSingleton<AuditApi>();
        services.TryAddSingleton<OidcVerifier>();
        services.TryAddSingleton<ClientCertificateVerifier>();
        services.TryAddSingleton<CallerAuthenticator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TokenUseWriter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RefusalLog>(p => p.GetRequiredService<RefusalLog>()));
        return services;
    }
}
