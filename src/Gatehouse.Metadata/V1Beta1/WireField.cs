using Google.Protobuf;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>One field of a serialized message.</summary>
/// <param name="Value">What follows the tag; without the length of a length-delimited field.</param>
internal readonly record struct WireField(int Number, WireFormat.WireType Type, ReadOnlyMemory<byte> Value)
{
    /// <summary>The varint of a scalar field.</summary>
    public ulong Varint()
    {
        var position = 0;
        return WireReader.ReadVarint(Value.Span, ref position);
    }
}
