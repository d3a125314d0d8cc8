using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Metadata.Calls;

/// <summary>Answers a gRPC call before its service is reached (gRPC over HTTP/2, "Trailers-Only").</summary>
internal static class GrpcErrors
{
    public static Task WriteAsync(RpcException error, HttpContext http)
    {
        var status = error.GetRpcStatus();
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-status"] = ((int)error.StatusCode).ToString(null, null);
        http.Response.Headers["grpc-message"] = Uri.EscapeDataString(error.Status.Detail);
        if (status is not null)
        {
            http.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        }

        return http.Response.StartAsync(http.RequestAborted);
    }
}
