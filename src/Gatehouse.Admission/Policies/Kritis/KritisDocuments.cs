using System.Buffers;
using System.Collections.Immutable;
using Gatehouse.Manifests.Reading;
using Gatehouse.Policy.Requirements;

namespace Gatehouse.Admission.Policies.Kritis;

/// <summary>What the documents of Kritis have in common.</summary>
internal static class KritisDocuments
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    /// <summary>The second is the group of its old documentation.</summary>
    public static ImmutableArray<string> ApiVersions { get; } = ["kritis.grafeas.io/v1beta1", "kritis.github.com/v1beta1"];

    public static FieldReader? Spec(FieldReader root, string smallest)
    {
        var spec = root.Mapping("spec");
        if (spec is null)
        {
            root.Error("spec", $"a specification is expected, at least {smallest}");
        }

        return spec;
    }

    public static SeverityThreshold? Threshold(FieldReader fields, string name) =>
        fields.Word(name, SeverityThreshold.Words) is { } word ? new SeverityThreshold(word) : null;

    /// <summary>A name that Kubernetes could give to an object, or a mistake.</summary>
    public static void CheckName(FieldReader fields, string field, string name)
    {
        if (name.Length is 0 or > 253 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            fields.Error(field, $"\"{name}\" is no name of an object: lower-case letters, digits, - and .");
        }
    }
}
