using Gatehouse.Attestation.Tests.Standards;

namespace Gatehouse.Attestation.Tests.Bundles;

[Trait("Category", "Conformance"), Trait("Suite", "attestations: slsa (github-bundle)")]
public sealed class GitHubBundleConformanceTests
{
    private const string Folder = "slsa";
    private const string Kind = "github-bundle";

    public static TheoryData<string> Cases => StandardCase.Names(Folder, Kind);

    [Theory, MemberData(nameof(Cases))]
    public void Bundle_is_judged_as_the_suite_says(string name)
    {
        var row = StandardCase.Get(Folder, name, Kind);
        var outcome = BundleCases.Verify(row);
        Assert.True(outcome.Succeeded == row.Passes, $"{row.Reason}: {(outcome.Succeeded ? "accepted" : outcome.ToString())}");
    }
}
