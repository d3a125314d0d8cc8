using System.Net;

namespace Gatehouse.Metadata.Access;

/// <summary>Secure start: what others can reach is served over TLS only. Callers are authenticated on every listener.</summary>
public static class ListenerRules
{
    /// <param name="endpoints">Each listener: what it is called, its address, and whether it speaks TLS.</param>
    /// <returns>Why the server must not start; empty when it may.</returns>
    public static IReadOnlyList<string> Check(IEnumerable<(string Name, IPEndPoint Endpoint, bool IsTls)> endpoints) =>
    [
        .. endpoints.Where(e => !e.IsTls && !IsLoopback(e.Endpoint.Address)).Select(e =>
            $"{e.Name} listens in cleartext on {e.Endpoint}, which others can reach: tokens and records could be read on the way. Serve it with TLS, or on 127.0.0.1"),
    ];

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
