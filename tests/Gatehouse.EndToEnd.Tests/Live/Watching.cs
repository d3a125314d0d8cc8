using Gatehouse.Api.V1;
using Gatehouse.EndToEnd.Tests.Servers;
using Grpc.Core;
using Grpc.Net.Client;

namespace Gatehouse.EndToEnd.Tests.Live;

/// <summary>A reader of <c>gatehouse.v1.Changes/Watch</c>.</summary>
internal sealed class Watching : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly GrpcChannel _channel;
    private readonly AsyncServerStreamingCall<ChangeEvent> _call;

    private Watching(GrpcChannel channel, AsyncServerStreamingCall<ChangeEvent> call) => (_channel, _call) = (channel, call);

    /// <summary>Ends when the watch is on: whatever happens from then on will be seen.</summary>
    public static async Task<Watching> OpenAsync(GatehouseProcess server, WatchRequest request)
    {
        var channel = server.CreateChannel();
        try
        {
            var call = new Changes.ChangesClient(channel).Watch(request, cancellationToken: TestContext.Current.CancellationToken);
            await call.ResponseHeadersAsync;
            return new(channel, call);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    /// <summary>The next event that tells of a change.</summary>
    /// <exception cref="RpcException">How the stream ended.</exception>
    public async Task<ChangeEvent> ReadAsync()
    {
        do
        {
            if (!await _call.ResponseStream.MoveNext(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken))
            {
                throw new EndOfStreamException("the watch ended without an error");
            }
        }
        while (_call.ResponseStream.Current.Type == ChangeEvent.Types.Type.Progress);
        return _call.ResponseStream.Current;
    }

    public async Task<List<ChangeEvent>> ReadAsync(int count)
    {
        var changes = new List<ChangeEvent>();
        while (changes.Count < count)
        {
            changes.Add(await ReadAsync());
        }

        return changes;
    }

    public void Dispose()
    {
        _call.Dispose();
        _channel.Dispose();
    }
}
