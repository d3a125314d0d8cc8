using Gatehouse.Api.V1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Changes;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Edges;

/// <summary><c>gatehouse.v1.Changes</c> over gRPC.</summary>
internal sealed class ChangesApi(ChangeWatcher watcher, TimelineService timelines, StreamSlots slots, IOptions<ChangeOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
    : Api.V1.Changes.ChangesBase
{
    public override Task<ListChangesResponse> ListChanges(ListChangesRequest request, ServerCallContext context) => timelines.ListAsync(request, Call.From(context)).AsTask();

    public override async Task Watch(WatchRequest request, IServerStreamWriter<ChangeEvent> responseStream, ServerCallContext context)
    {
        var call = Call.From(context);
        using var slot = slots.Take(call.Caller.Principal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var revision = request.AfterRevision;
        // The headers tell the client that the watch is on: whatever it does next will be seen.
        var events = await watcher.OpenAsync(request, call with { CancellationToken = stop.Token });
        await context.WriteResponseHeadersAsync([]);
        try
        {
            await foreach (var change in events)
            {
                await responseStream.WriteAsync(change, stop.Token).WaitAsync(TimeSpan.FromSeconds(options.Value.SlowReaderSeconds), time, stop.Token);
                revision = change.Revision;
            }
        }
        catch (TimeoutException)
        {
            throw Errors.Unavailable($"the reader is too slow; go on with after_revision {revision}");
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw Errors.Unavailable($"the server stops; go on with after_revision {revision}");
        }
    }
}
