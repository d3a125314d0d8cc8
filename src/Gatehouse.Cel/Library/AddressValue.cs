using System.Net;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Library;

/// <summary>An IP address, <c>net.IP</c>. One of version 6 that maps one of version 4 equals it.</summary>
internal sealed class AddressValue(IPAddress address) : OpaqueValue
{
    public IPAddress Address => address;

    public bool IsVersion4 => Addresses.IsVersion4(address);

    public override CelType Type => NetworkLibrary.AddressType;

    public override long CostSize => IsVersion4 ? 4 : 16;

    public override bool EqualTo(OpaqueValue other) => Unmapped(address).Equals(Unmapped(((AddressValue)other).Address));

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    public override string ToString() => Addresses.Render(address);
}
