using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Access.Policies;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Access.Policies;

/// <summary>How a policy is stored: collection <c>policies</c>, key the full resource name (<c>server</c> for the server), JSON.</summary>
internal sealed class PolicyDocument
{
    public const string Collection = "policies";

    /// <summary>Key of the server's own policy. No resource name is like it: they start with <c>projects/</c>.</summary>
    public const string ServerKey = "server";

    public required ImmutableArray<PolicyBinding> Bindings { get; init; }

    public static string KeyOf(string resource) => resource.Length == 0 ? ServerKey : resource;

    public static ReadOnlyMemory<byte> Write(IamPolicy policy) => JsonSerializer.SerializeToUtf8Bytes(new PolicyDocument { Bindings = policy.Bindings }, AccessJson.Default.PolicyDocument);

    public static IamPolicy Read(Document document) => new(JsonSerializer.Deserialize(document.Content.Span, AccessJson.Default.PolicyDocument)!.Bindings, document.Revision);
}
