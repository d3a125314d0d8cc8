using System.Security.Cryptography;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Edges;
using Gatehouse.Admission.Facts;
using Gatehouse.Admission.Judgements;
using Gatehouse.Admission.Judging;
using Gatehouse.Admission.Pinning;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Languages.BinaryAuthorization;
using Gatehouse.Admission.Languages.Gatehouse;
using Gatehouse.Admission.Languages.Kritis;
using Gatehouse.Admission.Languages.Sigstore;
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

        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IPolicyLanguage, KritisLanguage>(),
            ServiceDescriptor.Singleton<IPolicyLanguage, BinaryAuthorizationLanguage>(),
            ServiceDescriptor.Singleton<IPolicyLanguage, SigstoreLanguage>(),
            ServiceDescriptor.Singleton<IPolicyLanguage, GatehouseLanguage>(),
        ]);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DecisionIds.RandomBytes>(_ => RandomNumberGenerator.Fill);
        services.TryAddSingleton<DecisionIds>();
        services.TryAddSingleton<DecisionStore>();
        services.TryAddSingleton<ImageFactSource>();
        services.TryAddSingleton<AttestationSource>();
        services.TryAddSingleton<StatementSource>();
        services.TryAddSingleton<FactCache>();
        services.TryAddSingleton<FactGatherer>();
        services.TryAddSingleton<PolicyLibrary>();
        services.TryAddSingleton<RecordView>();
        services.TryAddSingleton<WorkloadJudge>();
        services.TryAddSingleton<AdmissionService>();
        services.TryAddSingleton<JudgementService>();
        services.TryAddSingleton<ResolutionStore>();
        services.TryAddSingleton<ImagePinner>();
        services.TryAddSingleton<AdmissionEndpoints>();
        return services;
    }

    public static IEndpointRouteBuilder MapAdmission(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<AdmissionEndpoints>().Map(routes);
        return routes;
    }
}
