using System.Text;
using Gatehouse.Metadata.Calls;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>Puts a request message together from path, query and body (google.api.http, "Rules for HTTP mapping").</summary>
internal sealed class RequestReader(IOptions<MetadataLimits> limits)
{
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT naming every mistake that can be seen.</exception>
    public async ValueTask<IMessage> ReadAsync(TranscodedMethod method, HttpContext http)
    {
        var request = method.Method.InputType.Parser.ParseFrom(ByteString.Empty);
        if (method.Body.Length > 0)
        {
            request = await ReadBodyAsync(method, request, http);
        }

        var errors = new List<FieldError>();
        foreach (var (field, value) in method.Template.Read(name => (string)http.Request.RouteValues[name]!))
        {
            FieldText.Set(request, field, [value], errors);
        }

        if (method.Body != "*")
        {
            ReadQuery(method, request, http.Request.Query, errors);
        }

        Errors.ThrowIfAny(errors);
        return request;
    }

    private async ValueTask<IMessage> ReadBodyAsync(TranscodedMethod method, IMessage request, HttpContext http)
    {
        var json = await ReadTextAsync(http.Request);
        if (method.Body == "*")
        {
            return json.Length == 0 ? request : Parse(json, method.Method.InputType);
        }

        if (json.Length > 0)
        {
            var field = method.Method.InputType.FindFieldByName(method.Body);
            field.Accessor.SetValue(request, Parse(json, field.MessageType));
        }

        return request;
    }

    private async ValueTask<string> ReadTextAsync(HttpRequest request)
    {
        var maximum = limits.Value.MessageBytes;
        if (request.ContentLength > maximum)
        {
            throw TooLarge(maximum);
        }

        using var buffer = new MemoryStream((int)(request.ContentLength ?? 1024));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            if (buffer.Length + read > maximum)
            {
                throw TooLarge(maximum);
            }

            buffer.Write(chunk, 0, read);
        }

        try
        {
            return StrictUtf8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
        catch (DecoderFallbackException exception)
        {
            throw Errors.InvalidArgument("", $"the body is not UTF-8 at byte {exception.Index}");
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static Exception TooLarge(int maximum) => Errors.ResourceExhausted($"the body is larger than {maximum} bytes", TimeSpan.Zero);

    private static IMessage Parse(string json, MessageDescriptor descriptor)
    {
        try
        {
            return JsonMessages.Parse(json, descriptor);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException or FormatException or ArgumentException or OverflowException)
        {
            Errors.ThrowIfAny(UnknownFields.Find(json, descriptor));
            throw Errors.InvalidArgument("", $"the body is not a valid {descriptor.FullName}: {exception.Message}");
        }
    }

    private static void ReadQuery(TranscodedMethod method, IMessage request, IQueryCollection query, List<FieldError> errors)
    {
        var bound = method.Template.Fields.ToHashSet();
        foreach (var (key, values) in query)
        {
            // Unknown parameters ($alt, key, prettyPrint, a newer client's …) are ignored, as the API this serves does.
            if (FieldText.Find(request.Descriptor, key) is { } field && !bound.Contains(field.Name) && field.Name != method.Body)
            {
                FieldText.Set(request, key, [.. values.Select(v => v ?? "")], errors);
            }
        }
    }
}
