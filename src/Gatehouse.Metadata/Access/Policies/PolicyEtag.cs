using System.Buffers.Binary;
using Google.Protobuf;

namespace Gatehouse.Metadata.Access.Policies;

/// <summary>The etag of a policy: the revision of its last change, eight bytes, big-endian; zero for one that was never set.</summary>
internal static class PolicyEtag
{
    public static ByteString Write(long revision)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, revision);
        return ByteString.CopyFrom(bytes);
    }

    /// <returns>-1, which no policy has, for what was not given out as an etag.</returns>
    public static long Read(ByteString etag) => etag.Length == sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(etag.Span) : -1;
}
