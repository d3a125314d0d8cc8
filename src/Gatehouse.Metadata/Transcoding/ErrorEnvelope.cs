using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>
/// The JSON of an error: <c>{"error":{"code":404,"message":"…","status":"NOT_FOUND","details":[…]}}</c>. The code is the HTTP status (AIP-193), which Google's
/// REST clients map back to the gRPC code.
/// </summary>
public static class ErrorEnvelope
{
    public static async Task WriteAsync(RpcException exception, HttpContext http)
    {
        var status = exception.GetRpcStatus() ?? new Google.Rpc.Status { Code = (int)exception.StatusCode, Message = exception.Status.Detail };
        http.Response.StatusCode = HttpStatus((Code)status.Code);
        http.Response.ContentType = "application/json; charset=UTF-8";
        if (RetrySeconds(status) is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (status.Code == (int)Code.Unauthenticated)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        await http.Response.WriteAsync(Format(status), http.RequestAborted);
    }

    public static string Format(Google.Rpc.Status status)
    {
        var error = new Struct
        {
            Fields =
            {
                ["code"] = Value.ForNumber(HttpStatus((Code)status.Code)),
                ["message"] = Value.ForString(status.Message),
                ["status"] = Value.ForString(NameOf((Code)status.Code)),
                ["details"] = Value.ForList([.. status.Details.Select(d => Value.Parser.ParseJson(JsonMessages.Format(d)))]),
            },
        };
        return JsonMessages.Format(new Struct { Fields = { ["error"] = Value.ForStruct(error) } });
    }

    /// <summary>The HTTP status of a gRPC code (google/rpc/code.proto).</summary>
    public static int HttpStatus(Code code) => code switch
    {
        Code.Ok => 200,
        Code.Cancelled => 499,
        Code.InvalidArgument or Code.FailedPrecondition or Code.OutOfRange => 400,
        Code.Unauthenticated => 401,
        Code.PermissionDenied => 403,
        Code.NotFound => 404,
        Code.AlreadyExists or Code.Aborted => 409,
        Code.ResourceExhausted => 429,
        Code.Unimplemented => 501,
        Code.Unavailable => 503,
        Code.DeadlineExceeded => 504,
        _ => 500,
    };

    /// <summary>The code as the API spells it, for example <c>INVALID_ARGUMENT</c>.</summary>
    public static string NameOf(Code code) => CodeReflection.Descriptor.EnumTypes[0].FindValueByNumber((int)code)?.Name ?? "UNKNOWN";

    private static int? RetrySeconds(Google.Rpc.Status status) =>
        status.GetDetail<RetryInfo>() is { RetryDelay: { } delay } && delay.ToTimeSpan() > TimeSpan.Zero ? (int)Math.Ceiling(delay.ToTimeSpan().TotalSeconds) : null;
}
