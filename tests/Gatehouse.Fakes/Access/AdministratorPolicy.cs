using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Fakes.Access;

/// <summary>Documents in which one principal is the server's administrator, for tests about something else.</summary>
public sealed class AdministratorPolicy(IDocumentStore inner, string principal) : IDocumentStore
{
    private readonly Document _policy = new(
        "policies",
        "server",
        JsonSerializer.SerializeToUtf8Bytes(new { bindings = new[] { new { role = "roles/gatehouse.admin", members = new[] { principal } } } }),
        1);

    public ValueTask<Document?> FindDocumentAsync(string collection, string key, CancellationToken cancellationToken) =>
        (collection, key) == (_policy.Collection, _policy.Key) ? ValueTask.FromResult<Document?>(_policy) : inner.FindDocumentAsync(collection, key, cancellationToken);

    public ValueTask<ImmutableArray<Document>> ListDocumentsAsync(string collection, string prefix, string after, int limit, CancellationToken cancellationToken) =>
        inner.ListDocumentsAsync(collection, prefix, after, limit, cancellationToken);
}
