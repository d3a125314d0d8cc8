using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>Receives the methods of a service from its generated <c>BindService</c> and maps the unary ones to their HTTP routes.</summary>
internal sealed class TranscodingBinder(ServiceDescriptor service, IEndpointRouteBuilder routes, Transcoder transcoder) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var descriptor = service.FindMethodByName(method.Name);
        if (handler is null || descriptor.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not { } rule)
        {
            return;
        }

        foreach (var binding in rule.AdditionalBindings.Prepend(rule))
        {
            Map(descriptor, binding, (request, context) => InvokeAsync(handler, request, context));
        }
    }

    /// <summary>Streams have no REST form by annotation; those that need one have an endpoint of their own.</summary>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
    }

    private void Map(MethodDescriptor method, HttpRule rule, Func<IMessage, ServerCallContext, Task<IMessage>> handler)
    {
        var (verb, path) = Route(rule);
        var route = new TranscodedMethod(method, HttpTemplate.Parse(path), rule.Body, handler);
        RequestDelegate serve = http => transcoder.ServeAsync(route, http);
        routes.MapMethods(route.Template.Pattern, [verb], serve).WithDisplayName($"{verb} {path}").WithMetadata(route);
    }

    private static async Task<IMessage> InvokeAsync<TRequest, TResponse>(UnaryServerMethod<TRequest, TResponse> handler, IMessage request, ServerCallContext context)
        where TRequest : class
        where TResponse : class => (IMessage)await handler((TRequest)request, context);

    private static (string Verb, string Path) Route(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => ("GET", rule.Get),
        HttpRule.PatternOneofCase.Post => ("POST", rule.Post),
        HttpRule.PatternOneofCase.Put => ("PUT", rule.Put),
        HttpRule.PatternOneofCase.Patch => ("PATCH", rule.Patch),
        HttpRule.PatternOneofCase.Delete => ("DELETE", rule.Delete),
        _ => throw new NotSupportedException($"HTTP rule {rule} has no verb that is served."),
    };
}
