using System.Net;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Library;

/// <summary>An address and a prefix length, <c>net.CIDR</c>; bits beyond the prefix are kept.</summary>
internal sealed class BlockValue(IPAddress address, int prefixLength) : OpaqueValue
{
    public IPAddress Address => address;

    public int PrefixLength => prefixLength;

    public override CelType Type => NetworkLibrary.BlockType;

    public override long CostSize => (prefixLength + 7) / 8;

    public override bool EqualTo(OpaqueValue other) => ((BlockValue)other).PrefixLength == prefixLength && ((BlockValue)other).Address.Equals(address);

    public BlockValue Masked() => new(Addresses.Mask(address, prefixLength), prefixLength);

    public bool Contains(IPAddress other) => other.AddressFamily == address.AddressFamily && Addresses.Mask(other, prefixLength).Equals(Addresses.Mask(address, prefixLength));

    public bool Contains(BlockValue other) => prefixLength <= other.PrefixLength && Contains(other.Address);

    public override string ToString() => $"{Addresses.Render(address)}/{prefixLength}";
}
