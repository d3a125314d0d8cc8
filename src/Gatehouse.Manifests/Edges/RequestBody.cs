using System.Buffers;
using Gatehouse.Metadata.Calls;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Manifests.Edges;

/// <summary>Reads a whole body of limited size.</summary>
public static class RequestBody
{
    /// <exception cref="Grpc.Core.RpcException"><c>INVALID_ARGUMENT</c>: the body is larger than <paramref name="maximumBytes"/>.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maximumBytes, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        while (await request.Body.ReadAsync(body.GetMemory(16 * 1024), cancellationToken) is var read and > 0)
        {
            body.Advance(read);
            if (body.WrittenCount > maximumBytes)
            {
                throw Errors.InvalidArgument("", $"the body is larger than {maximumBytes} bytes");
            }
        }

        return body.WrittenMemory;
    }
}
