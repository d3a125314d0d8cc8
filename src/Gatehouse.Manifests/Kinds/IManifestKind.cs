using System.Collections.Immutable;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Manifests.Kinds;

/// <summary>A kind of manifest that can be applied. Register implementations as services; a kind is known as soon as it is registered.</summary>
public interface IManifestKind
{
    string Kind { get; }

    /// <summary>API versions it is read in, the preferred one first; none for a kind that is only read in the form of its own system (<see cref="FindNativeKey"/>).</summary>
    ImmutableArray<string> ApiVersions { get; }

    /// <summary>Whether objects live in a namespace; those that do not have the namespace <c>-</c>.</summary>
    bool IsNamespaced => true;

    /// <summary>The key of a document in the form of the kind's own system, without <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>; null when the document is none.</summary>
    ManifestKey? FindNativeKey(ManifestNode.Mapping document) => null;

    /// <summary>Takes every field beside <c>apiVersion</c>, <c>kind</c>, <c>metadata</c> and <c>status</c> from <paramref name="root"/> and adds all mistakes to <paramref name="errors"/>. Pure.</summary>
    void Validate(ManifestKey key, FieldReader root, ManifestErrors errors);
}
