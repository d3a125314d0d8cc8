using System.Text.Json;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Envelopes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Provenance;
using Gatehouse.Attestation.Tests.Bundles;
using Gatehouse.Attestation.Tests.Standards;

namespace Gatehouse.Attestation.Tests.Provenance;

[Trait("Category", "Conformance"), Trait("Suite", "attestations: slsa")]
public sealed class SlsaConformanceTests
{
    private const string Folder = "slsa";
    private const string GitHub = "github-provenance";
    private const string CloudBuild = "cloudbuild-signature";
    private const string Summary = "vsa";

    public static TheoryData<string> GitHubCases => StandardCase.Names(Folder, GitHub);

    public static TheoryData<string> CloudBuildCases => StandardCase.Names(Folder, CloudBuild);

    public static TheoryData<string> SummaryCases => StandardCase.Names(Folder, Summary);

    [Theory, MemberData(nameof(GitHubCases))]
    public void Provenance_of_GitHub_is_judged_as_the_suite_says(string name)
    {
        var row = StandardCase.Get(Folder, name, GitHub);
        var outcome = BundleCases.Root(row, "trustedRoot").Then(root => SigstoreBundle.Parse(row.ReadBytes()).Then(b => GitHubProvenance.Verify(b, root, Expectation(row))));
        Assert.True(outcome.Succeeded == row.Passes, $"{row.Reason}: {(outcome.Succeeded ? "accepted" : outcome.ToString())}");
    }

    [Theory, MemberData(nameof(CloudBuildCases))]
    public void Signature_of_Cloud_Build_is_judged_as_the_suite_says(string name)
    {
        var row = StandardCase.Get(Folder, name, CloudBuild);
        var outcome = CloudBuildProvenance.Verify(row.ReadBytes(), Keys(Path.Combine(row.Folder, row.Input("keys"))));
        Assert.True(outcome.Succeeded == row.Passes, $"{row.Reason}: {(outcome.Succeeded ? "accepted" : outcome.ToString())}");
    }

    [Theory, MemberData(nameof(SummaryCases))]
    public void Verification_summary_is_judged_as_the_suite_says(string name)
    {
        var row = StandardCase.Get(Folder, name, Summary);
        var key = new TrustedKey(PublicKey.FromPem(row.ReadText(row.Input("key"))).Value);
        var expectation = new SummaryExpectation
        {
            SubjectDigests = [.. List(row, "subjectDigests")],
            VerifierId = row.Input("verifierId"),
            ResourceUri = row.Input("resourceUri"),
            Levels = [.. List(row, "verifiedLevels")],
        };
        var outcome = Envelope.Parse(row.ReadBytes()).Then(e => VerificationSummary.Verify(e, [key], expectation));
        Assert.True(outcome.Succeeded == row.Passes, $"{row.Reason}: {(outcome.Succeeded ? "accepted" : outcome.ToString())}");
    }

    private static ProvenanceExpectation Expectation(StandardCase row) => new()
    {
        Artifact = SignedArtifact.FromSha256(row.Input("artifactDigest")["sha256:".Length..]),
        Source = row.Input("source"),
        BuilderId = Find(row, "builderId"),
        Branch = Find(row, "branch"),
        Tag = Find(row, "tag"),
        VersionedTag = Find(row, "versionedTag"),
    };

    /// <summary>A file is named for its region, or <c>global-pae-NAME_VERSION</c>; the older <c>global-pae</c> stands beside its versioned twin.</summary>
    private static List<CloudBuildKey> Keys(string folder)
    {
        const string global = "global-pae-";
        List<CloudBuildKey> keys = [];
        foreach (var file in Directory.GetFiles(folder, "*.key"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var key = PublicKey.FromPem(File.ReadAllText(file)).Value;
            var (signer, version) = name.Split('_') is [var s, var v] ? (s, int.Parse(v)) : (name, 1);
            keys.Add(signer.StartsWith(global, StringComparison.Ordinal) ? CloudBuildKey.Global(signer[global.Length..], version, key) : CloudBuildKey.Regional(signer, key));
        }

        return keys;
    }

    private static IEnumerable<string> List(StandardCase row, string input) =>
        row.Inputs.TryGetProperty(input, out var list) ? list.EnumerateArray().Select((JsonElement e) => e.GetString()!) : [];

    private static string? Find(StandardCase row, string input) => row.Inputs.TryGetProperty(input, out var value) ? value.GetString() : null;
}
