using Gatehouse.Metadata.Calls;
using Google.Rpc;
using Grpc.Core;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Mistakes found in the v1 form of a request, told in the field names that a v1beta1 client wrote.</summary>
internal static class V1Beta1Errors
{
    public static async ValueTask<T> TranslateAsync<T>(ValueTask<T> call)
    {
        try
        {
            return await call;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.InvalidArgument && exception.GetRpcStatus()?.GetDetail<BadRequest>() is { } mistakes)
        {
            throw Errors.InvalidArgument([.. mistakes.FieldViolations.Select(m => new FieldError(V1Beta1FieldNames.OfV1(m.Field), m.Description))]);
        }
    }
}
