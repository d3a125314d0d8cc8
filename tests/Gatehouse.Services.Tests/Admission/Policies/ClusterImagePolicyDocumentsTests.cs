using System.Text.Json.Nodes;
using Gatehouse.Admission.Policies;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;
using Gatehouse.Standards;

namespace Gatehouse.Services.Tests.Admission.Policies;

/// <summary>The suite <c>attestations/cluster-image-policy</c>: documents that are accepted or refused when they are written.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "attestations: cluster-image-policy")]
public sealed class ClusterImagePolicyDocumentsTests
{
    private static readonly string? Folder = TestData.FindFolder("attestations", "cluster-image-policy");

    public static TheoryData<string, bool> Rows => Folder is null
        ? [new TheoryDataRow<string, bool>("", false) { Skip = TestData.Absent }]
        : [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "index.json")))!.AsArray().Select(r => new TheoryDataRow<string, bool>((string)r!["file"]!, (string)r["expect"]! == "pass"))];

    [Theory, MemberData(nameof(Rows))]
    public void Documents_are_accepted_and_refused_as_by_their_own_webhook(string file, bool isAccepted)
    {
        var errors = new ManifestErrors(file);
        var documents = new ManifestKinds(PolicyKinds.All).Read(File.ReadAllBytes(Path.Combine(Folder!, file)), new(), errors);
        Assert.True(isAccepted == errors.IsEmpty, string.Join('\n', errors.ToImmutable()));
        Assert.True(!isAccepted || !documents.IsEmpty);
    }
}
