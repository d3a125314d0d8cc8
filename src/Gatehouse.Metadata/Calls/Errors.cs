using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Gatehouse.Metadata.Calls;

/// <summary>The errors a call can end with, as <c>google.rpc.Status</c> with details (AIP-193).</summary>
public static class Errors
{
    /// <summary>Most mistakes that are spelled out in the message; the details carry all of them.</summary>
    private const int MistakesInMessage = 20;

    public static RpcException InvalidArgument(string field, string description) => InvalidArgument([new FieldError(field, description)]);

    /// <summary>All mistakes of a request together: joined in the message, one by one in a <c>google.rpc.BadRequest</c>.</summary>
    public static RpcException InvalidArgument(IReadOnlyCollection<FieldError> errors)
    {
        var details = new BadRequest();
        details.FieldViolations.AddRange(errors.Select(e => new BadRequest.Types.FieldViolation { Field = e.Field, Description = e.Description }));
        var more = errors.Count > MistakesInMessage ? $"; and {errors.Count - MistakesInMessage} more" : "";
        return Create(Code.InvalidArgument, string.Join("; ", errors.Take(MistakesInMessage)) + more, details);
    }

    public static void ThrowIfAny(List<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            throw InvalidArgument(errors);
        }
    }

    public static RpcException NotFound(string name, string? remedy = null) =>
        Create(Code.NotFound, $"\"{name}\" does not exist" + (remedy is null ? "" : "; " + remedy), Resource(name));

    public static RpcException AlreadyExists(string name) => Create(Code.AlreadyExists, $"\"{name}\" exists already", Resource(name));

    public static RpcException FailedPrecondition(string message) => Create(Code.FailedPrecondition, message);

    public static RpcException Aborted(string message) => Create(Code.Aborted, message);

    public static RpcException Unavailable(string message) => Create(Code.Unavailable, message, new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) });

    public static RpcException ResourceExhausted(string message, TimeSpan retryAfter) =>
        Create(Code.ResourceExhausted, message, new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) });

    public static RpcException Unimplemented(string message) => Create(Code.Unimplemented, message);

    public static RpcException Create(Code code, string message, params ReadOnlySpan<Google.Protobuf.IMessage> details)
    {
        var status = new Status { Code = (int)code, Message = message };
        foreach (var detail in details)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status.ToRpcException();
    }

    private static ResourceInfo Resource(string name) => new() { ResourceName = name };
}
