using System.Collections.Immutable;
using System.Text;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Manifests.Storage;

namespace Gatehouse.Admission.Policies;

/// <summary>A kind of manifest that becomes a model. The same code reads it when it is written and when it is judged by, so nothing is stored that cannot be applied.</summary>
public abstract class PolicyKind<TPolicy> : IManifestKind
    where TPolicy : class
{
    public abstract string Kind { get; }

    public abstract ImmutableArray<string> ApiVersions { get; }

    public virtual bool IsNamespaced => true;

    public virtual ManifestKey? FindNativeKey(ManifestNode.Mapping document) => null;

    public void Validate(ManifestKey key, FieldReader root, ManifestErrors errors) => _ = Read(key, root);

    /// <returns>The model; null when what is stored is none, which only another program could have written.</returns>
    public TPolicy? Find(StoredManifest stored) => Find(stored.Key, Encoding.UTF8.GetBytes(stored.Manifest.GetRawText()));

    /// <param name="content">As <see cref="ManifestDocument.Content"/>.</param>
    public TPolicy? Find(ManifestKey key, ReadOnlySpan<byte> content)
    {
        var errors = new ManifestErrors(key.ToString());
        if (ManifestReader.Read(content, new() { Bytes = int.MaxValue, Depth = 200 }, errors) is not [ManifestNode.Mapping mapping])
        {
            return null;
        }

        var root = new FieldReader(mapping, "", errors);
        root.Ignore("apiVersion", "kind", "metadata");
        var policy = Read(key, root);
        root.Finish();
        return errors.IsEmpty ? policy : null;
    }

    /// <summary>Takes every field of the document and adds all mistakes. What it gives after a mistake is not used.</summary>
    protected abstract TPolicy? Read(ManifestKey key, FieldReader root);
}
