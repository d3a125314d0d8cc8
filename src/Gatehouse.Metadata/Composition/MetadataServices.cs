using Gatehouse.Metadata.Access;
using Gatehouse.Metadata.Access.Edges;
using Gatehouse.Metadata.Backups;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Changes;
using Gatehouse.Metadata.Configuration;
using Gatehouse.Metadata.Edges;
using Gatehouse.Metadata.Notes;
using Gatehouse.Metadata.Notifications;
using Gatehouse.Metadata.Occurrences;
using Gatehouse.Metadata.Paging;
using Gatehouse.Metadata.Projects;
using Gatehouse.Metadata.Retention;
using Gatehouse.Metadata.Storage;
using Gatehouse.Metadata.Transcoding;
using Gatehouse.Metadata.V1Beta1;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Composition;

/// <summary>The metadata capability in a host. Needs a store (its ports) to be registered and migrated before the first call.</summary>
public static class MetadataServices
{
    public static IServiceCollection AddMetadata(this IServiceCollection services)
    {
        services.AddOptions<MetadataLimits>().BindConfiguration("limits").ValidateSection("limits");
        services.AddGrpc(options => options.Interceptors.Add<FailureInterceptor>());
        services.AddOptions<Grpc.AspNetCore.Server.GrpcServiceOptions>().Configure<IOptions<MetadataLimits>>((grpc, limits) =>
        {
            grpc.MaxReceiveMessageSize = limits.Value.MessageBytes;
            grpc.MaxSendMessageSize = null;
        });
        services.AddOptions<RequestLimits>().BindConfiguration("requests").ValidateSection("requests");
        services.TryAddSingleton<RequestLimiter>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FailureTranslator>();
        services.TryAddSingleton<RequestReader>();
        services.TryAddSingleton<Transcoder>();
        services.AddAccess();
        services.TryAddSingleton(CreatePageTokens);
        services.TryAddSingleton<ListQueries>();
        services.TryAddSingleton<NoteService>();
        services.TryAddSingleton<OccurrenceService>();
        services.TryAddSingleton<ProjectService>();
        services.TryAddSingleton<VulnerabilitySummaryService>();
        services.AddOptions<ChangeOptions>().BindConfiguration("changes").ValidateSection("changes");
        services.TryAddSingleton<ChangeFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<ChangeFeed>());
        services.TryAddSingleton<ChangeEvents>();
        services.TryAddSingleton<ChangeWatcher>();
        services.TryAddSingleton<TimelineService>();
        services.TryAddSingleton<StreamSlots>();
        services.TryAddSingleton<ChangesSse>();
        services.TryAddSingleton<ChangesApi>();
        services.AddOptions<RetentionOptions>().BindConfiguration("retention").ValidateSection("retention");
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>());
        services.TryAddSingleton<RetentionService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Microsoft.Extensions.Hosting.IHostedService, RetentionLoop>());
        services.TryAddSingleton<BackupEndpoints>();
        services.TryAddSingleton<ExportEndpoints>();
        services.AddNotifications();
        services.TryAddSingleton<GrafeasApi>();
        services.TryAddSingleton<ProjectsApi>();
        services.TryAddSingleton<ContainerAnalysisApi>();
        services.TryAddSingleton<GrafeasV1Beta1Api>();
        services.TryAddSingleton<ProjectsV1Beta1Api>();
        return services;
    }

    private static void AddNotifications(this IServiceCollection services)
    {
        services.AddOptions<NotificationOptions>().BindConfiguration("notifications").ValidateSection("notifications");
        services.TryAddSingleton<AddressRules>();
        services.TryAddSingleton<WebhookSender>();
        services.TryAddSingleton<SubscriptionStore>();
        services.TryAddSingleton<SubscriptionService>();
        services.TryAddSingleton<SubscriptionDelivery>();
        services.TryAddSingleton<DeliveryLease>();
        services.TryAddSingleton<NotificationsApi>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Microsoft.Extensions.Hosting.IHostedService, NotificationDispatcher>());
    }

    /// <summary>Builds the descriptors that <see cref="MapMetadata"/> reads. They need no service, so this may run while the store opens.</summary>
    public static void LoadDescriptors()
    {
        _ = Grafeas.ContainerAnalysis.ContainerAnalysis.Descriptor;
        _ = Grafeas.V1Beta1.GrafeasV1Beta1.Descriptor;
        _ = Api.V1.Changes.Descriptor;
    }

    public static IEndpointRouteBuilder MapMetadata(this IEndpointRouteBuilder routes)
    {
        routes.MapApi<GrafeasApi>(Grafeas.V1.Grafeas.Descriptor, Grafeas.V1.Grafeas.BindService);
        routes.MapApi<ProjectsApi>(Grafeas.V1.Projects.Descriptor, Grafeas.V1.Projects.BindService);
        routes.MapApi<ContainerAnalysisApi>(
            Grafeas.ContainerAnalysis.ContainerAnalysis.Descriptor,
            Grafeas.ContainerAnalysis.ContainerAnalysis.BindService);
        routes.MapApi<GrafeasV1Beta1Api>(Grafeas.V1Beta1.GrafeasV1Beta1.Descriptor, Grafeas.V1Beta1.GrafeasV1Beta1.BindService);
        routes.MapApi<ProjectsV1Beta1Api>(Grafeas.V1Beta1.Projects.Descriptor, Grafeas.V1Beta1.Projects.BindService);
        routes.MapApi<ChangesApi>(Api.V1.Changes.Descriptor, Api.V1.Changes.BindService);
        routes.MapApi<NotificationsApi>(Api.V1.Notifications.Descriptor, Api.V1.Notifications.BindService);
        routes.MapApi<AccessApi>(Api.V1.Access.Descriptor, Api.V1.Access.BindService);
        routes.MapApi<AuditApi>(Api.V1.Audit.Descriptor, Api.V1.Audit.BindService);
        routes.ServiceProvider.GetRequiredService<ChangesSse>().Map(routes);
        routes.ServiceProvider.GetRequiredService<BackupEndpoints>().Map(routes);
        routes.ServiceProvider.GetRequiredService<ExportEndpoints>().Map(routes);
        return routes;
    }

    private static PageTokens CreatePageTokens(IServiceProvider services)
    {
        // Read once, before the first list; the store has been opened by then.
        var key = PageTokenKey.EnsureAsync(
            services.GetRequiredService<IRecordStore>(), services.GetRequiredService<IDocumentStore>(), services.GetRequiredService<TimeProvider>(), CancellationToken.None);
        return new(key.AsTask().GetAwaiter().GetResult());
    }
}
