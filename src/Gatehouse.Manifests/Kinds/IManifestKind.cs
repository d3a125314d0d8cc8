using System.Collections.Immutable;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Manifests.Kinds;

/// <summary>A kind of manifest that can be applied. Register implementations as services; a kind is known as soon as it is registered.</summary>
public interface IManifestKind
{
    string Kind { get; }

    /// <summary>API versions it is read in, the preferred one first.</summary>
    ImmutableArray<string> ApiVersions { get; }

    /// <summary>Whether objects live in a namespace; those that do not have the namespace <c>-</c>.</summary>
    bool IsNamespaced => true;

    /// <summary>Takes every field beside <c>apiVersion</c>, <c>kind</c>, <c>metadata</c> and <c>status</c> from <paramref name="root"/> and adds all mistakes to <paramref name="errors"/>. Pure.</summary>
    void Validate(ManifestKey key, FieldReader root, ManifestErrors errors);
}
