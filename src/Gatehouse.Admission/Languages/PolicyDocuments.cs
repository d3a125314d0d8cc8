using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Admission.Decisions;
using Gatehouse.Admission.Policies;
using Gatehouse.Manifests.Storage;

namespace Gatehouse.Admission.Languages;

/// <summary>All stored policy documents as of one revision, in the order of their namespaces and names.</summary>
public sealed class PolicyDocuments(IEnumerable<StoredManifest> stored)
{
    private readonly FrozenDictionary<string, ImmutableArray<StoredManifest>> _byKind = stored.GroupBy(s => s.Kind, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.OrderBy(s => s.Namespace, StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>All of a kind, with the models they are read as.</summary>
    public ImmutableArray<PolicyDocument<T>> List<T>(PolicyKind<T> kind)
        where T : class => [.. _byKind.GetValueOrDefault(kind.Kind, []).Select(s => new PolicyDocument<T>(s, kind.Find(s), UseOf(s)))];

    private static PolicyUse UseOf(StoredManifest stored) =>
        new(stored.Kind, stored.Namespace, stored.Name, stored.Generation, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stored.Manifest.GetRawText()))));
}
