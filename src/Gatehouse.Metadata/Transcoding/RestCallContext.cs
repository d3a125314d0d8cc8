using Gatehouse.Metadata.Calls;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Headers = Grpc.Core.Metadata;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>What a service method sees of a REST call. <c>GetHttpContext()</c> works as it does over gRPC.</summary>
internal sealed class RestCallContext : ServerCallContext
{
    private readonly HttpContext _http;
    private readonly string _method;
    private Headers? _headers;

    public RestCallContext(HttpContext http, string method)
    {
        (_http, _method) = (http, method);
        // Where Grpc.AspNetCore's GetHttpContext() looks.
        UserState["__HttpContext"] = http;
    }

    protected override string MethodCore => _method;

    protected override string HostCore => _http.Request.Host.ToString();

    protected override string PeerCore => $"{_http.Connection.RemoteIpAddress}:{_http.Connection.RemotePort}";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Headers RequestHeadersCore => _headers ??= ReadHeaders();

    protected override CancellationToken CancellationTokenCore => _http.RequestAborted;

    protected override Headers ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Headers responseHeaders) => Task.CompletedTask;

    private Headers ReadHeaders()
    {
        var headers = new Headers();
        if (_http.Request.Headers.TryGetValue(Call.RequestIdHeader, out var requestId))
        {
            headers.Add(Call.RequestIdHeader, requestId.ToString());
        }

        if (_http.Request.Query.TryGetValue("orderBy", out var order) || _http.Request.Query.TryGetValue("order_by", out order))
        {
            headers.Add(Call.OrderByHeader, order.ToString());
        }

        return headers;
    }
}
