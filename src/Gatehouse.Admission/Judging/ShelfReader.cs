using System.Collections.Immutable;
using Gatehouse.Admission.Policies;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Storage;

namespace Gatehouse.Admission.Judging;

/// <summary>Reads stored documents as the models they are.</summary>
internal static class ShelfReader
{
    private const int PageSize = 500;

    /// <summary>All of a kind in a namespace, in the order of their names.</summary>
    public static async ValueTask<ImmutableArray<ShelfEntry<T>>> ListAsync<T>(this ManifestStore manifests, PolicyKind<T> kind, string @namespace, CancellationToken cancellationToken)
        where T : class => [.. (await manifests.ListAsync(kind.Kind, @namespace, cancellationToken)).Select(s => ShelfEntry<T>.Read(kind, s))];

    /// <summary>All of a kind, in the order of their namespaces and names.</summary>
    public static async ValueTask<ImmutableArray<ShelfEntry<T>>> ListAsync<T>(this ManifestStore manifests, PolicyKind<T> kind, CancellationToken cancellationToken)
        where T : class
    {
        var all = ImmutableArray.CreateBuilder<ShelfEntry<T>>();
        ImmutableArray<StoredManifest> page;
        do
        {
            page = await manifests.ListAsync($"{kind.Kind}/", all.Count == 0 ? "" : all[^1].Stored.Key.ToString(), PageSize, cancellationToken);
            all.AddRange(page.Select(s => ShelfEntry<T>.Read(kind, s)));
        }
        while (page.Length == PageSize);
        return all.ToImmutable();
    }

    public static async ValueTask<ShelfEntry<T>?> FindAsync<T>(this ManifestStore manifests, PolicyKind<T> kind, string @namespace, string name, CancellationToken cancellationToken)
        where T : class => await manifests.FindAsync(new ManifestKey(kind.Kind, @namespace, name), cancellationToken) is { } stored ? ShelfEntry<T>.Read(kind, stored) : null;
}
