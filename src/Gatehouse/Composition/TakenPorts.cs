using System.Net.Sockets;
using Gatehouse.Host.Configuration;

namespace Gatehouse.Host.Composition;

/// <summary>Finds ports that another program has before the host starts: it would log the failure of every part that had begun and bury the reason.</summary>
internal static class TakenPorts
{
    public const string Remedy = "another program listens there. Stop it, or choose another port with --http, --grpc or --tls (port 0 picks a free one).";

    /// <exception cref="CommandFailure">Names every address that cannot be listened on because it is in use.</exception>
    public static void Check(ServeOptions options)
    {
        string[] taken = [.. new[] { options.Http, options.Grpc, options.Tls }.Where(IsTaken)];
        if (taken.Length > 0)
        {
            throw new CommandFailure($"{string.Join(" and ", taken)}: {Remedy}");
        }
    }

    private static bool IsTaken(string address)
    {
        if (ServeOptions.IsOff(address) || !ServeOptions.TryParse(address, out var endpoint) || endpoint.Port == 0)
        {
            return false;
        }

        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endpoint);
            return false;
        }
        catch (SocketException exception)
        {
            // Whatever else is wrong with it, the listener itself will say.
            return exception.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
