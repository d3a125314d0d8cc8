using System.Collections.Immutable;

namespace Gatehouse.Metadata.Storage;

/// <summary>Small state by collection and key. Written through <see cref="IRecordStore.CommitAsync"/>.</summary>
public interface IDocumentStore
{
    ValueTask<Document?> FindDocumentAsync(string collection, string key, CancellationToken cancellationToken);

    /// <summary>Documents of a collection whose key starts with <paramref name="prefix"/> and sorts after <paramref name="after"/>, in ordinal order of keys (UTF-8).</summary>
    ValueTask<ImmutableArray<Document>> ListDocumentsAsync(string collection, string prefix, string after, int limit, CancellationToken cancellationToken);
}
