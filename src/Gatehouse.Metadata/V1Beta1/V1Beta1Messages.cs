using Google.Protobuf;

namespace Gatehouse.Metadata.V1Beta1;

/// <summary>Makes v1beta1 messages of v1 messages.</summary>
internal static class V1Beta1Messages
{
    public static T FromV1<T>(MessageMap map, IMessage v1, MessageParser<T> parser)
        where T : IMessage<T>
    {
        var bytes = v1.ToByteArray();
        try
        {
            return parser.ParseFrom(new FromV1Rewriter(remainders: true).Rewrite(map, bytes).Span);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidProtocolBufferException)
        {
            // A v1 client sent something under our number that is no remainder.
            return parser.ParseFrom(new FromV1Rewriter(remainders: false).Rewrite(map, bytes).Span);
        }
    }
}
