using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gatehouse.Host.Composition;

/// <summary>What the server listens on: cleartext HTTP/1.1, cleartext HTTP/2 for gRPC, and TLS for both. Addresses are known once it has started.</summary>
internal sealed class Listeners
{
    public ListenOptions? Http { get; set; }

    public ListenOptions? Grpc { get; set; }

    public ListenOptions? Tls { get; set; }

    public static string? AddressOf(string scheme, ListenOptions? listener) => listener is null ? null : $"{scheme}://{listener.IPEndPoint}";
}
