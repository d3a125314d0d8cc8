using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Notifications;

/// <summary>
/// Which addresses the server calls on somebody's word. A subscription must not become a way into the network around the server (server-side request forgery), so
/// special-purpose ranges (IANA registries, RFC 6890) are refused unless allowed.
/// </summary>
public sealed class AddressRules(IOptions<NotificationOptions> options)
{
    private static readonly ImmutableArray<IPNetwork> Internal =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ]).Select(IPNetwork.Parse),
    ];

    private readonly ImmutableArray<IPNetwork> _allowed = [.. options.Value.AllowedNetworks.Select(IPNetwork.Parse)];

    public bool Allows(IPAddress address)
    {
        // 64:ff9b::/96 (NAT64) and ::ffff:0:0/96 stand for an IPv4 address.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : IsNat64(address) ? new IPAddress(address.GetAddressBytes()[12..]) : address;
        return _allowed.Any(n => n.Contains(plain)) || !Internal.Any(n => n.Contains(plain));
    }

    private static bool IsNat64(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && address.GetAddressBytes().AsSpan(0, 12).SequenceEqual((ReadOnlySpan<byte>)[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]);
}
