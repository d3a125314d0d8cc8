using Gatehouse.Access;
using Gatehouse.Metadata.Access.Authentication;
using Gatehouse.Metadata.Storage;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Metadata.Calls;

/// <summary>What every service method needs to know of the request around its message.</summary>
/// <param name="RequestId">The caller's id of this request, from the header <c>gatehouse-request-id</c> (AIP-155); null when none was sent.</param>
/// <param name="OrderBy">From the header <c>gatehouse-order-by</c> or the query parameter <c>orderBy</c>; empty for the order of creation.</param>
public sealed record Call(Caller Caller, CancellationToken CancellationToken, string? RequestId = null, string OrderBy = "")
{
    /// <summary>Whether the caller's credential still holds; null outside requests.</summary>
    public CredentialLease? Lease { get; init; }

    /// <summary>The header that makes a create safe to repeat.</summary>
    public const string RequestIdHeader = "gatehouse-request-id";

    /// <summary>The header that orders a list.</summary>
    public const string OrderByHeader = "gatehouse-order-by";

    public static Call From(HttpContext http) => new(CallerOf(http), http.RequestAborted) { Lease = http.Features.Get<CredentialLease>() };

    public static Call From(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        return new(CallerOf(http), context.CancellationToken, context.RequestHeaders.GetValue(RequestIdHeader), context.RequestHeaders.GetValue(OrderByHeader) ?? "")
        {
            Lease = http.Features.Get<CredentialLease>(),
        };
    }

    private static Caller CallerOf(HttpContext http) =>
        http.Features.Get<Caller>() ?? new Caller(Caller.Anonymous, [], http.Connection.RemoteIpAddress?.ToString() ?? "", []);

    public WriteOrigin Origin(string permission) => new(Caller.Principal, Caller.Address, permission);
}
