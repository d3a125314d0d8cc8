using Gatehouse.Standards;
using System.Text.Json.Nodes;
using Gatehouse.Admission.Policies;
using Gatehouse.Admission.Reviews;
using Gatehouse.Manifests.Kinds;
using Gatehouse.Manifests.Reading;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>The suite <c>attestations/kritis-documents</c>.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "attestations: kritis-documents")]
public sealed class KritisDocumentsTests
{
    private static readonly string? Folder = TestData.FindFolder("attestations", "kritis-documents");

    private static readonly Dictionary<string, bool> Cases = Folder is null
        ? new() { ["(absent)"] = false }
        : JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "index.json")))!.AsArray().ToDictionary(row => (string)row!["file"]!, row => (string)row!["expect"]! == "pass");

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory, MemberData(nameof(Names))]
    public void Documents_are_accepted_and_refused_as_their_users_expect(string name)
    {
        Assert.SkipWhen(Folder is null, TestData.Absent);
        var content = File.ReadAllBytes(Path.Combine(Folder, name));
        var errors = new ManifestErrors(name);
        var documents = ManifestReader.Read(content, new(), errors).OfType<ManifestNode.Mapping>().ToArray();
        var areWorkloads = documents.All(AdmissionReviewBuilder.IsWorkload);
        if (areWorkloads)
        {
            var reviews = documents.Select(d => AdmissionReviewReader.Read(AdmissionReviewBuilder.Wrap(d, "1").Span, new(), errors)).ToArray();
            Assert.All(reviews, r => Assert.NotEmpty(r.Images));
        }
        else
        {
            _ = new ManifestKinds(PolicyKinds.All).Read(content, new(), errors);
        }

        Assert.True(Cases[name] == errors.IsEmpty, string.Join('\n', errors.ToImmutable()));
    }
}
