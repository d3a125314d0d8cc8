using Gatehouse.Metadata.Transcoding;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Metadata.Edges;

/// <summary>Serves a gRPC service twice: as it is, and over REST by its <c>google.api.http</c> annotations.</summary>
public static class ApiRoutes
{
    /// <param name="bind">The generated <c>BindService</c> of the service.</param>
    public static void MapApi<T>(this IEndpointRouteBuilder routes, Google.Protobuf.Reflection.ServiceDescriptor service, Action<ServiceBinderBase, T> bind)
        where T : class
    {
        routes.MapGrpcService<T>();
        var binder = new TranscodingBinder(service, routes, routes.ServiceProvider.GetRequiredService<Transcoder>());
        bind(binder, routes.ServiceProvider.GetRequiredService<T>());
    }
}
