using Gatehouse.Attestation.Tests.Standards;

namespace Gatehouse.Attestation.Tests.Bundles;

[Trait("Category", "Conformance"), Trait("Suite", "attestations: sigstore-conformance")]
public sealed class SigstoreConformanceTests
{
    private const string Folder = "sigstore-conformance";

    public static TheoryData<string> Cases => StandardCase.Names(Folder);

    [Theory, MemberData(nameof(Cases))]
    public void Bundle_is_judged_as_the_suite_says(string name)
    {
        var row = StandardCase.Get(Folder, name);
        var outcome = BundleCases.Verify(row);
        Assert.True(outcome.Succeeded == row.Passes, $"{row.Reason}: {(outcome.Succeeded ? "accepted" : outcome.ToString())}");
    }
}
