using System.Collections.Immutable;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Services.Tests.Manifests;

/// <summary>A kind with one field of every type.</summary>
internal sealed class ShelfKind : IManifestKind
{
    public string Kind => "Shelf";

    public ImmutableArray<string> ApiVersions => ["example/v1"];

    public void Validate(ManifestKey key, FieldReader root, ManifestErrors errors)
    {
        if (root.Mapping("spec") is { } spec)
        {
            _ = spec.Text("label", "title");
            _ = spec.Word("colour", ["RED", "BLUE"]);
            _ = spec.Texts("books");
            spec.Mapping("size")?.Finish();
            spec.Finish();
        }
    }
}
