using System.Globalization;
using Gatehouse.Api.V1;
using Gatehouse.Metadata.Calls;
using Gatehouse.Metadata.Changes;
using Gatehouse.Metadata.Transcoding;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Edges;

/// <summary>
/// <c>GET /v1/changes</c>: changes as server-sent events (WHATWG HTML, "Server-sent events"). The event's id is its revision, so that browsers resume by themselves with
/// <c>Last-Event-ID</c>. Parameters: <c>parent</c>, <c>filter</c>, <c>collections</c>, <c>includeRecord</c>, <c>afterRevision</c>.
/// </summary>
internal sealed class ChangesSse(
    ChangeWatcher watcher, StreamSlots slots, FailureTranslator failures, IOptions<ChangeOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/changes", (RequestDelegate)ServeAsync);

    private async Task ServeAsync(HttpContext http)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var call = Call.From(http) with { CancellationToken = stop.Token };
            using var slot = slots.Take(call.Caller.Principal);
            var events = await watcher.OpenAsync(ReadRequest(http.Request), call);
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            await http.Response.StartAsync(stop.Token);
            await SendAsync(events, http.Response, stop.Token);
        }
        catch (Exception exception) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            await ErrorEnvelope.WriteAsync(failures.Translate(exception, "gatehouse.v1.Changes/Watch"), http);
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException or RpcException)
        {
            // Gone, too slow, no longer allowed, or the server stops: the reader comes back with the id of the last event it has.
            http.Abort();
        }
    }

    private async Task SendAsync(IAsyncEnumerable<ChangeEvent> events, HttpResponse response, CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromSeconds(options.Value.SlowReaderSeconds);
        await foreach (var change in events.WithCancellation(cancellationToken))
        {
            var isProgress = change.Type == ChangeEvent.Types.Type.Progress;
            var name = isProgress ? "progress" : "change";
            var text = string.Create(CultureInfo.InvariantCulture, $"id: {change.Revision}\nevent: {name}\ndata: {JsonMessages.Format(change)}\n\n");
            await WriteAsync(response, text, cancellationToken).WaitAsync(patience, time, cancellationToken);
        }
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private static WatchRequest ReadRequest(HttpRequest request)
    {
        var watch = new WatchRequest
        {
            Parent = request.Query["parent"].ToString(),
            Filter = request.Query["filter"].ToString(),
            IncludeRecord = request.Query["includeRecord"] == "true",
            Collections = { request.Query["collections"].SelectMany(c => (c ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)) },
        };
        var (field, text) = request.Headers.TryGetValue("Last-Event-ID", out var last) ? ("Last-Event-ID", last.ToString()) : ("afterRevision", request.Query["afterRevision"].ToString());
        if (text.Length > 0)
        {
            watch.AfterRevision = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var revision)
                ? revision
                : throw Errors.InvalidArgument(field, $"must be a revision, got \"{text}\"");
        }

        return watch;
    }
}
