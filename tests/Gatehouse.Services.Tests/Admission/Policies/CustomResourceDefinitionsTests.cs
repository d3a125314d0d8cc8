using System.Collections.Immutable;
using System.Text;
using Gatehouse.Admission.Policies;
using Gatehouse.Manifests.Reading;
using Gatehouse.Standards;

namespace Gatehouse.Services.Tests.Admission.Policies;

/// <summary>The schemas that ship for clusters have every field that the readers know: what a schema does not have an API server prunes.</summary>
public sealed class CustomResourceDefinitionsTests
{
    private const string OldGroup = "kritis.github.com/";

    private static readonly ImmutableArray<ManifestNode.Mapping> Definitions = ReadDefinitions();

    /// <summary>A group of a cluster has a dot in its name; our own kinds are applied to Gatehouse itself.</summary>
    public static TheoryData<string> Kinds => [.. PolicyKinds.All.Where(k => k.ApiVersions.Any(v => v.Contains('.', StringComparison.Ordinal))).Select(k => k.Kind)];

    public static TheoryData<string> Documents => [.. PolicyDocumentsTests.Valid.Where(d => d.Contains("apiVersion", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_kind_has_a_definition_in_each_of_its_versions(string kind)
    {
        var known = PolicyKinds.All.Single(k => k.Kind == kind);
        var spec = (ManifestNode.Mapping)Get(FindDefinition(kind), "spec");
        Assert.Equal(known.IsNamespaced ? "Namespaced" : "Cluster", Text(Get(spec, "scope")));
        var versions = Items(Get(spec, "versions")).Select(v => $"{Text(Get(spec, "group"))}/{Text(Get(v, "name"))}");
        Assert.Equal(known.ApiVersions.Where(v => !v.StartsWith(OldGroup, StringComparison.Ordinal)).Order(), versions.Order());
    }

    [Theory, MemberData(nameof(Documents))]
    public void No_field_of_a_document_is_pruned(string document)
    {
        var mapping = Assert.Single(ManifestReader.Read(Encoding.UTF8.GetBytes(document), new(), new("d.yaml")).OfType<ManifestNode.Mapping>());
        foreach (var version in Items(Get(Get(FindDefinition(Text(Get(mapping, "kind"))), "spec"), "versions")))
        {
            Assert.Empty(Pruned(Get(mapping, "spec"), Get(Get(Get(Get(version, "schema"), "openAPIV3Schema"), "properties"), "spec"), "spec"));
        }
    }

    private static IEnumerable<string> Pruned(ManifestNode value, ManifestNode schema, string path) => value switch
    {
        ManifestNode.Mapping mapping when Find(schema, "additionalProperties") is null => mapping.Entries.SelectMany(e =>
            Find(Find(schema, "properties"), e.Key) is { } property ? Pruned(e.Value, property, $"{path}.{e.Key}") : [$"{path}.{e.Key}"]),
        ManifestNode.Sequence sequence => sequence.Items.SelectMany((item, i) => Pruned(item, Get(schema, "items"), $"{path}[{i}]")),
        _ => [],
    };

    private static ManifestNode.Mapping FindDefinition(string kind) => Definitions.Single(d => Text(Get(Get(Get(d, "spec"), "names"), "kind")) == kind);

    private static ImmutableArray<ManifestNode.Mapping> ReadDefinitions()
    {
        var file = TestData.Ancestors().Select(a => Path.Combine(a, "deploy", "kubernetes", "image-policies.yaml")).First(File.Exists);
        var errors = new ManifestErrors(file);
        var documents = ManifestReader.Read(File.ReadAllBytes(file), new(), errors);
        Assert.True(errors.IsEmpty, string.Join('\n', errors.ToImmutable()));
        return [.. documents.OfType<ManifestNode.Mapping>()];
    }

    private static IEnumerable<ManifestNode> Items(ManifestNode node) => ((ManifestNode.Sequence)node).Items;

    private static string Text(ManifestNode node) => ((ManifestNode.Text)node).Value;

    private static ManifestNode Get(ManifestNode node, string field) => Find(node, field) ?? throw new InvalidDataException($"{field} is not there");

    private static ManifestNode? Find(ManifestNode? node, string field) => (node as ManifestNode.Mapping)?.Entries.FirstOrDefault(e => e.Key == field)?.Value;
}
