using System.Net;
using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;
using static Gatehouse.Cel.Library.Signatures;

namespace Gatehouse.Cel.Library;

/// <summary>IP addresses and blocks of them, of the specification's extension and of Kubernetes; they differ in a few texts and in mapped addresses.</summary>
internal static class NetworkLibrary
{
    public static readonly CelType AddressType = CelType.Opaque("net.IP");
    public static readonly CelType BlockType = CelType.Opaque("net.CIDR");

    public static IEnumerable<FunctionDeclaration> Functions => [.. AddressFunctions(CelDialect.Spec), .. BlockFunctions(CelDialect.Spec),
        Function("isMask", Member("cidr_is_mask", [BlockType], CelType.Bool, a => Value.Of(Block(a[0]).Address.Equals(Block(a[0]).Masked().Address))))];

    public static IEnumerable<FunctionDeclaration> AddressFunctions(CelDialect dialect) =>
    [
        Function("ip", Global("string_to_ip", [CelType.String], AddressType, a => ParseAddress(a[0].AsString, dialect))),
        Function("isIP", Global("is_ip", [CelType.String], CelType.Bool, a => Value.Of(!ParseAddress(a[0].AsString, dialect).IsError))),
        Function("ip.isCanonical", Global("ip_is_canonical", [CelType.String], CelType.Bool, a => ParseAddress(a[0].AsString, dialect) is var ip && ip.IsError ? ip : Value.Of(ip.AsOpaque.ToString() == a[0].AsString))),
        Function("family", Member("ip_family", [AddressType], CelType.Int, a => Value.Of(Address(a[0]).IsVersion4 ? 4L : 6L))),
        Test("isUnspecified", "ip_is_unspecified", ip => ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)),
        Test("isLoopback", "ip_is_loopback", IPAddress.IsLoopback),
        Test("isLinkLocalMulticast", "ip_is_link_local_multicast", IsLinkLocalMulticast),
        Test("isLinkLocalUnicast", "ip_is_link_local_unicast", IsLinkLocalUnicast),
        Test("isGlobalUnicast", "ip_is_global_unicast", IsGlobalUnicast),
        Function("string", Global("ip_to_string", [AddressType], CelType.String, a => Value.Of(a[0].AsOpaque.ToString()!))),
    ];

    public static IEnumerable<FunctionDeclaration> BlockFunctions(CelDialect dialect) =>
    [
        Function("cidr", Global("string_to_cidr", [CelType.String], BlockType, a => ParseBlock(a[0].AsString, dialect))),
        Function("isCIDR", Global("is_cidr", [CelType.String], CelType.Bool, a => Value.Of(!ParseBlock(a[0].AsString, dialect).IsError))),
        Function("containsIP",
            Member("cidr_contains_ip_string", [BlockType, CelType.String], CelType.Bool, a => ContainsAddress(a[0], ParseAddress(a[1].AsString, dialect))),
            Member("cidr_contains_ip_ip", [BlockType, AddressType], CelType.Bool, a => ContainsAddress(a[0], a[1]))),
        Function("containsCIDR",
            Member("cidr_contains_cidr_string", [BlockType, CelType.String], CelType.Bool, a => ContainsBlock(a[0], ParseBlock(a[1].AsString, dialect))),
            Member("cidr_contains_cidr", [BlockType, BlockType], CelType.Bool, a => ContainsBlock(a[0], a[1]))),
        Function("ip", Member("cidr_ip", [BlockType], AddressType, a => Value.Of(new AddressValue(Block(a[0]).Address)))),
        Function("prefixLength", Member("cidr_prefix_length", [BlockType], CelType.Int, a => Value.Of((long)Block(a[0]).PrefixLength))),
        Function("masked", Member("cidr_masked", [BlockType], BlockType, a => Value.Of(Block(a[0]).Masked()))),
        Function("string", Global("cidr_to_string", [BlockType], CelType.String, a => Value.Of(a[0].AsOpaque.ToString()!))),
    ];

    private static AddressValue Address(in Value value) => (AddressValue)value.AsOpaque;

    private static BlockValue Block(in Value value) => (BlockValue)value.AsOpaque;

    private static FunctionDeclaration Test(string name, string id, Func<IPAddress, bool> test) => Function(name, Member(id, [AddressType], CelType.Bool, a => Value.Of(test(Address(a[0]).Address))));

    private static Value ContainsAddress(in Value block, in Value address) => address.IsError ? address : Value.Of(Block(block).Contains(Address(address).Address));

    private static Value ContainsBlock(in Value block, in Value other) => other.IsError ? other : Value.Of(Block(block).Contains(Block(other)));

    private static Value ParseAddress(string text, CelDialect dialect)
    {
        if (!Addresses.TryParse(text, out var address, out var hasZone, out var problem))
        {
            return CelError.Create($"IP Address {TextLibrary.Quote(text)} parse error during conversion from string: {problem}");
        }
        if (hasZone)
        {
            return CelError.Create($"IP address {TextLibrary.Quote(text)} with zone value is not allowed");
        }
        return address.IsIPv4MappedToIPv6 && dialect == CelDialect.Kubernetes ? Mapped(text) : Value.Of(new AddressValue(address));
    }

    private static Value Mapped(string text) => CelError.Create($"IPv4-mapped IPv6 address {TextLibrary.Quote(text)} is not allowed");

    private static Value ParseBlock(string text, CelDialect dialect)
    {
        if (!Addresses.TryParseBlock(text, out var address, out var prefixLength, out var problem))
        {
            return CelError.Create(dialect == CelDialect.Kubernetes
                ? $"network address parse error during conversion from string: {problem}"
                : $"CIDR {TextLibrary.Quote(text)} parse error during conversion from string: {problem}");
        }
        return address.IsIPv4MappedToIPv6 && dialect == CelDialect.Kubernetes ? Mapped(text) : Value.Of(new BlockValue(address, prefixLength));
    }

    private static bool IsLinkLocalMulticast(IPAddress ip)
    {
        var octets = ip.GetAddressBytes();
        return octets.Length == 4 ? octets is [224, 0, 0, _] : octets[0] == 0xFF && (octets[1] & 0x0F) == 2;
    }

    private static bool IsLinkLocalUnicast(IPAddress ip)
    {
        var octets = ip.GetAddressBytes();
        return octets.Length == 4 ? octets is [169, 254, _, _] : octets[0] == 0xFE && (octets[1] & 0xC0) == 0x80;
    }

    private static bool IsGlobalUnicast(IPAddress ip)
    {
        var octets = ip.GetAddressBytes();
        var isMulticast = octets.Length == 4 ? (octets[0] & 0xF0) == 0xE0 : octets[0] == 0xFF;
        return !isMulticast && !ip.Equals(IPAddress.Broadcast) && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) && !IPAddress.IsLoopback(ip) && !IsLinkLocalUnicast(ip);
    }
}
