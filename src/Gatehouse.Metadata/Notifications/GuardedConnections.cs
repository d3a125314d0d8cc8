using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Metadata.Notifications;

/// <summary>Connects to an address only after the rules have seen it: what was checked is what is called, whatever a name resolves to next time.</summary>
internal static class GuardedConnections
{
    public static SocketsHttpHandler CreateHandler(AddressRules rules) => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, rules, cancellationToken),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint endpoint, AddressRules rules, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(endpoint.Host, cancellationToken);
        if (Array.Find(addresses, a => !rules.Allows(a)) is { } refused)
        {
            throw new HttpRequestException($"\"{endpoint.Host}\" is {refused}, an internal address: allow its network in notifications.allowedNetworks");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, endpoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
