using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Manifests.Kinds;

/// <summary><c>metadata</c> of a document, as far as it is its author's. What a cluster adds is known and dropped, so that <c>kubectl get -o yaml</c> can be applied.</summary>
internal sealed partial record ManifestMetadata(string Name, string Namespace, ImmutableSortedDictionary<string, string> Labels, ImmutableSortedDictionary<string, string> Annotations)
{
    private const string DefaultNamespace = "default";
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public static ManifestMetadata? Read(FieldReader root, bool isNamespaced)
    {
        if (root.Mapping("metadata") is not { } fields)
        {
            root.Error("metadata", "a mapping with at least a name is expected");
            return null;
        }

        var name = fields.Text("name") ?? "";
        var @namespace = fields.Text("namespace");
        var labels = fields.TextMap("labels");
        var annotations = fields.TextMap("annotations").Remove(LastApplied);
        fields.Ignore("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "ownerReferences", "finalizers", "selfLink");
        fields.Finish();
        Check(fields, name, @namespace, isNamespaced);
        return new(name, isNamespaced ? @namespace ?? DefaultNamespace : ManifestKey.NoNamespace, labels, annotations);
    }

    private static void Check(FieldReader fields, string name, string? @namespace, bool isNamespaced)
    {
        if (name.Length > 253 || !Subdomain.IsMatch(name))
        {
            fields.Error("name", "a DNS name is expected: lower-case letters, digits, - and ., at most 253 characters (RFC 1123)");
        }

        if (@namespace is not null && !isNamespaced)
        {
            fields.Error("namespace", "this kind has no namespace");
        }
        else if (@namespace is not null && !Label.IsMatch(@namespace))
        {
            fields.Error("namespace", "a DNS label is expected: lower-case letters, digits and -, at most 63 characters (RFC 1123)");
        }
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain { get; }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Label { get; }
}
