using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Gatehouse.Admission.Plugins;

namespace Gatehouse.Admission.AdmissionPolicies.Evaluation;

/// <summary>Takes the request out of an AdmissionReview; the objects stay where they are in its bytes.</summary>
public static class PolicyRequestReader
{
    /// <param name="review">A whole AdmissionReview, v1 or v1beta1.</param>
    /// <exception cref="JsonException">The bytes are no JSON, or have no <c>request</c> with an operation, a kind and a resource.</exception>
    public static PolicyRequest Read(ReadOnlyMemory<byte> review)
    {
        using var document = JsonDocument.Parse(review, new() { MaxDepth = 256 });
        return Read(document.RootElement.Field("request"u8));
    }

    /// <param name="request">The <c>request</c> of an AdmissionReview.</param>
    /// <exception cref="JsonException">There is no operation, kind or resource.</exception>
    public static PolicyRequest Read(JsonElement request)
    {
        var (kind, resource) = (request.Field("kind"u8), request.Field("resource"u8));
        if (request.Text("operation"u8) is not { Length: > 0 } operation || !kind.IsPresent || !resource.IsPresent)
        {
            throw new JsonException("an AdmissionReview has a request with an operation, a kind and a resource");
        }

        return new()
        {
            Operation = operation,
            Kind = ReadKind(kind),
            Resource = ReadResource(resource),
            RequestKind = request.Field("requestKind"u8) is { IsPresent: true } asked ? ReadKind(asked) : null,
            RequestResource = request.Field("requestResource"u8) is { IsPresent: true } askedResource ? ReadResource(askedResource) : null,
            SubResource = request.Text("subResource"u8),
            Name = request.Text("name"u8),
            Namespace = request.Text("namespace"u8),
            User = ReadUser(request.Field("userInfo"u8)),
            IsDryRun = request.IsTrue("dryRun"u8),
            Options = Bytes(request.Field("options"u8)),
            Object = Bytes(request.Field("object"u8)),
            OldObject = Bytes(request.Field("oldObject"u8)),
        };
    }

    private static GroupVersionKind ReadKind(JsonElement kind) => new(kind.Text("group"u8), kind.Text("version"u8), kind.Text("kind"u8));

    private static GroupVersionResource ReadResource(JsonElement resource) => new(resource.Text("group"u8), resource.Text("version"u8), resource.Text("resource"u8));

    private static ReadOnlyMemory<byte> Bytes(JsonElement value) => value.ValueKind == JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(value).ToArray() : default(ReadOnlyMemory<byte>);

    private static PolicyUser ReadUser(JsonElement user) => new()
    {
        Name = user.Text("username"u8),
        Uid = user.Text("uid"u8),
        Groups = Texts(user.Field("groups"u8)),
        Extra = user.Field("extra"u8) is { ValueKind: JsonValueKind.Object } extra
            ? extra.EnumerateObject().DistinctBy(e => e.Name).ToImmutableSortedDictionary(e => e.Name, e => Texts(e.Value), StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty,
    };

    private static ImmutableArray<string> Texts(JsonElement list) => [.. list.Items.Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!)];
}
