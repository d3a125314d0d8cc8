using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>One method at one HTTP route.</summary>
/// <param name="Body">The field that the body fills, <c>*</c> for the whole request, empty for no body.</param>
internal sealed record TranscodedMethod(MethodDescriptor Method, HttpTemplate Template, string Body, Func<IMessage, ServerCallContext, Task<IMessage>> Invoke);
