using Gatehouse.Access;
using Gatehouse.Metadata.Storage;
using Grpc.Core;

namespace Gatehouse.Metadata.Calls;

/// <summary>What every service method needs to know of the request around its message.</summary>
/// <param name="RequestId">The caller's id of this request, from the header <c>x-request-id</c> or <c>gatehouse-request-id</c> (AIP-155); null when none was sent.</param>
/// <param name="OrderBy">From the header <c>gatehouse-order-by</c> or the query parameter <c>orderBy</c>; empty for the order of creation.</param>
public sealed record Call(Caller Caller, CancellationToken CancellationToken, string? RequestId = null, string OrderBy = "")
{
    /// <summary>The header that makes a create safe to repeat.</summary>
    public const string RequestIdHeader = "gatehouse-request-id";

    /// <summary>The header that orders a list.</summary>
    public const string OrderByHeader = "gatehouse-order-by";

    public static Call From(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var caller = http.Features.Get<Caller>() ?? new Caller(Caller.Anonymous, [], http.Connection.RemoteIpAddress?.ToString() ?? "", []);
        return new(caller, context.CancellationToken, context.RequestHeaders.GetValue(RequestIdHeader), context.RequestHeaders.GetValue(OrderByHeader) ?? "");
    }

    public WriteOrigin Origin(string permission) => new(Caller.Principal, Caller.Address, permission);
}
