using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Tests.Standards;

namespace Gatehouse.Attestation.Tests.Cosign;

[Trait("Category", "Conformance"), Trait("Suite", "attestations: cosign-oci")]
public sealed class CosignConformanceTests
{
    private const string Folder = "cosign-oci";

    public static TheoryData<string> Cases => StandardCase.Names(Folder);

    [Theory, MemberData(nameof(Cases))]
    public void Image_is_judged_as_the_suite_says(string name)
    {
        var row = StandardCase.Get(Folder, name);
        var repository = OciLayout.Read(Path.GetDirectoryName(Path.Combine(row.Folder, row.File))!);
        var image = Digest.Parse(row.Input("digest"));
        var policy = new CosignPolicy { Signers = Signers(row), Annotations = Annotations(row) };
        var outcome = row.Kind == "cosign-signature"
            ? CosignVerifier.VerifySignatures(repository, image, policy)
            : CosignVerifier.VerifyAttestations(repository, image, row.Input("predicateType"), policy);
        Assert.True(outcome.Succeeded == row.Passes, $"{row.Reason}: {(outcome.Succeeded ? "accepted" : outcome.ToString())}");
    }

    private static BundlePolicy Signers(StandardCase row)
    {
        var key = BundlePolicy.ForKeyOnly(PublicKey.FromPem(row.ReadText(row.Input("key"))).Value);
        return row.Inputs.GetProperty("transparencyLog").GetBoolean() ? key with { LogThreshold = 1 } : key;
    }

    private static ImmutableDictionary<string, string> Annotations(StandardCase row) => row.Inputs.TryGetProperty("annotations", out var annotations)
        ? annotations.EnumerateObject().ToImmutableDictionary(a => a.Name, a => a.Value.GetString()!)
        : ImmutableDictionary<string, string>.Empty;
}
