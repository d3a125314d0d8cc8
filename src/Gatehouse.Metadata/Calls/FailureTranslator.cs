using Gatehouse.Metadata.Storage;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Metadata.Calls;

/// <summary>Whatever a call throws, as the error its caller gets. Details of our own failures go to the log, not to the caller.</summary>
public sealed partial class FailureTranslator(ILogger<FailureTranslator> logger)
{
    public RpcException Translate(Exception exception, string method)
    {
        switch (exception)
        {
            case RpcException known:
                return known;
            case OperationCanceledException:
                return Errors.Create(Code.Cancelled, "the call was cancelled");
            case StoreUnavailableException unavailable:
                StoreUnavailable(method, unavailable);
                return Errors.Unavailable(unavailable.Message);
            case BadHttpRequestException bad:
                return bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? Errors.ResourceExhausted(bad.Message, TimeSpan.Zero) : Errors.InvalidArgument("", bad.Message);
            default:
                Unexpected(method, exception);
                return Errors.Create(Code.Internal, "the server failed; the reason is in its log");
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "{Method} failed: the store is unavailable")]
    private partial void StoreUnavailable(string method, Exception exception);

    [LoggerMessage(1002, LogLevel.Error, "{Method} failed unexpectedly")]
    private partial void Unexpected(string method, Exception exception);
}
