using System.Security.Cryptography;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Metadata.Paging;

/// <summary>The key of page tokens: made once per store and shared by all that serve it.</summary>
internal static class PageTokenKey
{
    private const string Collection = "keys";
    private const string Key = "page-tokens";

    public static async ValueTask<byte[]> EnsureAsync(IRecordStore records, IDocumentStore documents, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await documents.FindDocumentAsync(Collection, Key, cancellationToken) is { } existing)
        {
            return existing.Content.ToArray();
        }

        var fresh = new RecordWrite.PutDocument(Collection, Key, "", RandomNumberGenerator.GetBytes(32), ExpectedRevision: 0);
        await records.CommitAsync(new([fresh], new("gatehouse", "", "gatehouse.server.start"), time.GetUtcNow()), cancellationToken);
        // Another replica may have been first: what the store holds is the key.
        return (await documents.FindDocumentAsync(Collection, Key, cancellationToken))!.Content.ToArray();
    }
}
