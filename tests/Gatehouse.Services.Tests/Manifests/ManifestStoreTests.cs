using System.Collections.Immutable;
using System.Text;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Manifests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Services.Tests.Manifests;

public sealed class ManifestStoreTests
{
    private static readonly ManifestKey Key = new("Shelf", "shop", "a");
    private readonly SmallStore _store = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly ManifestStore _manifests;

    public ManifestStoreTests() => _manifests = new(_store, _store, _time);

    [Fact]
    public async Task Generation_rises_only_when_the_content_changes()
    {
        Assert.Equal((ManifestChangeType.Created, 1), await ApplyAsync("label: x"));
        var revision = (await FindAsync())!.Revision;
        Assert.Equal((ManifestChangeType.Unchanged, 1), await ApplyAsync("label: 'x'   # only the writing differs"));
        Assert.Equal(revision, (await FindAsync())!.Revision);
        Assert.Equal((ManifestChangeType.Changed, 2), await ApplyAsync("label: y"));
        Assert.Equal(2, (await FindAsync())!.Generation);
    }

    [Fact]
    public async Task A_change_tells_each_field_before_and_after()
    {
        _ = await ApplyAsync("{label: x, books: [one, two]}");
        var change = Assert.Single(await _manifests.ApplyAsync(Documents("{colour: RED, books: [one, three, four]}"), false, Origin, TestContext.Current.CancellationToken));
        Assert.Equal(
            [new("spec.books[1]", "\"two\"", "\"three\""), new("spec.books[2]", null, "\"four\""), new("spec.colour", null, "\"RED\""), new("spec.label", "\"x\"", null)],
            change.Differences);
    }

    [Fact]
    public async Task A_dry_run_tells_and_does_nothing()
    {
        var change = Assert.Single(await _manifests.ApplyAsync(Documents("label: x"), true, Origin, TestContext.Current.CancellationToken));
        Assert.Equal((ManifestChangeType.Created, 1), (change.Change, change.Generation));
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task Somebody_elses_write_in_between_is_not_lost()
    {
        _ = await ApplyAsync("label: x");
        _store.BeforeCommit = () =>
        {
            _store.BeforeCommit = null;
            Assert.Equal((ManifestChangeType.Changed, 2), ApplyAsync("label: theirs").AsTask().GetAwaiter().GetResult());
        };
        Assert.Equal((ManifestChangeType.Changed, 3), await ApplyAsync("label: ours"));
        Assert.Equal("ours", (await FindAsync())!.Manifest.GetProperty("spec").GetProperty("label").GetString());
    }

    [Fact]
    public async Task A_deleted_manifest_is_gone_and_deleting_it_again_says_so()
    {
        _ = await ApplyAsync("label: x");
        Assert.True(await _manifests.DeleteAsync(Key, Origin, TestContext.Current.CancellationToken));
        Assert.False(await _manifests.DeleteAsync(Key, Origin, TestContext.Current.CancellationToken));
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task A_list_of_a_namespace_leaves_out_one_whose_name_only_begins_alike()
    {
        const string text = "apiVersion: example/v1\nkind: Shelf\nmetadata: {name: a, namespace: shop}\n---\napiVersion: example/v1\nkind: Shelf\nmetadata: {name: a, namespace: shop-2}\n";
        _ = await _manifests.ApplyAsync(new ManifestKinds([new ShelfKind()]).Read(Encoding.UTF8.GetBytes(text), new(), new("f")), false, Origin, TestContext.Current.CancellationToken);
        Assert.Equal(Key, Assert.Single(await _manifests.ListAsync("Shelf", "shop", TestContext.Current.CancellationToken)).Key);
    }

    private static Gatehouse.Metadata.Storage.WriteOrigin Origin => new("user:ann@shop.example", "", "gatehouse.manifests.apply");

    private static ImmutableArray<ManifestDocument> Documents(string spec)
    {
        var errors = new ManifestErrors("f.yaml");
        var documents = new ManifestKinds([new ShelfKind()]).Read(
            Encoding.UTF8.GetBytes($"apiVersion: example/v1\nkind: Shelf\nmetadata: {{name: a, namespace: shop}}\nspec:\n  {spec}\n"), new(), errors);
        Assert.Empty(errors.ToImmutable());
        return documents;
    }

    private async ValueTask<(ManifestChangeType, long)> ApplyAsync(string spec)
    {
        var change = Assert.Single(await _manifests.ApplyAsync(Documents(spec), false, Origin, TestContext.Current.CancellationToken));
        return (change.Change, change.Generation);
    }

    private ValueTask<StoredManifest?> FindAsync() => _manifests.FindAsync(Key, TestContext.Current.CancellationToken);
}
