using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Metadata.Transcoding;

/// <summary>Proto3 JSON of messages: int64 as strings, bytes as base64, fields by their JSON name (<c>_type</c> where the contract says so); on input also by their proto name.</summary>
public static class JsonMessages
{
    internal const int MaximumDepth = 100;

    private static readonly TypeRegistry Types = TypeRegistry.FromFiles(
        Gatehouse.Grafeas.V1.GrafeasReflection.Descriptor,
        Gatehouse.Api.V1.ChangesReflection.Descriptor,
        Gatehouse.Grafeas.V1Beta1.GrafeasReflection.Descriptor,
        Google.Rpc.ErrorDetailsReflection.Descriptor,
        Google.Rpc.StatusReflection.Descriptor,
        Google.Protobuf.WellKnownTypes.StructReflection.Descriptor,
        Google.Protobuf.WellKnownTypes.WrappersReflection.Descriptor);

    private static readonly JsonFormatter Names = new(JsonFormatter.Settings.Default.WithTypeRegistry(Types));
    private static readonly JsonFormatter Numbers = new(JsonFormatter.Settings.Default.WithTypeRegistry(Types).WithFormatEnumsAsIntegers(true));
    private static readonly JsonParser Parser = new(new JsonParser.Settings(MaximumDepth, Types));

    public static string Format(IMessage message, bool enumNumbers = false) => (enumNumbers ? Numbers : Names).Format(message);

    /// <exception cref="InvalidProtocolBufferException">The JSON does not fit the message; unknown fields do not fit.</exception>
    /// <exception cref="InvalidJsonException">It is not JSON.</exception>
    public static IMessage Parse(string json, MessageDescriptor descriptor) => Parser.Parse(json, descriptor);

    public static T Parse<T>(string json)
        where T : IMessage, new() => Parser.Parse<T>(json);

    /// <summary>Whether a request asks for enums as numbers: <c>$alt=json;enum-encoding=int</c>.</summary>
    public static bool WantsEnumNumbers(HttpRequest request) =>
        request.QueryString.HasValue && (request.Query["$alt"].ToString() + request.Query["alt"]).Contains("enum-encoding=int", StringComparison.Ordinal);

    public static async Task WriteAsync(IMessage message, HttpContext http, bool enumNumbers)
    {
        http.Response.ContentType = "application/json; charset=UTF-8";
        await http.Response.WriteAsync(Format(message, enumNumbers), http.RequestAborted);
    }
}
