using System.Text;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Provenance;
using Gatehouse.Attestation.Verification;
using Gatehouse.Standards;

namespace Gatehouse.Attestation.Tests.Bundles;

/// <summary>Bundles as GitHub's command line meets them. The folder has no index; a file says by its name what is wrong with it.</summary>
[Trait("Category", "Conformance"), Trait("Suite", "attestations: github")]
public sealed class GitHubFolderTests
{
    private static readonly string Folder = Path.Combine("attestations", "github");

    public static TheoryData<string> Files => TestData.Files(Folder, f => !Path.GetFileName(f).StartsWith("trusted_root", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Files))]
    public void Every_bundle_of_a_file_is_judged_as_its_name_says(string file)
    {
        var name = Path.GetFileName(file);
        foreach (var bundle in Bundles(file))
        {
            var parsed = SigstoreBundle.Parse(bundle);
            Assert.Equal(!name.Contains("missing", StringComparison.Ordinal), parsed.Succeeded);
            var outcome = parsed.Then(b => Verify(b, TextMatch.Matching(".+"), TextMatch.Matching(".+")));
            Assert.True(outcome.Succeeded != (name.Contains("missing", StringComparison.Ordinal) || name.Contains("invalid", StringComparison.Ordinal)), outcome.ToString());
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void Bundle_passes_for_its_own_issuer_and_signer_alone(string file)
    {
        foreach (var bundle in Bundles(file).Select(b => SigstoreBundle.Parse(b).Found).OfType<SigstoreBundle>())
        {
            if (Verify(bundle, TextMatch.Matching(".+"), TextMatch.Matching(".+")).Found is not { } verified)
            {
                continue;
            }

            var (issuer, signer) = (TextMatch.Exactly(verified.Signer.Issuer!), TextMatch.Exactly(verified.Signer.Identity!));
            Assert.True(Verify(bundle, issuer, signer).Succeeded);
            Assert.Equal(verified.Signer.Issuer == GitHubProvenance.Issuer, Verify(bundle, TextMatch.Exactly(GitHubProvenance.Issuer), signer).Succeeded);
            if (verified.Claims[FulcioClaim.BuildConfigUri] is { } caller)
            {
                Assert.Equal(caller == verified.Signer.Identity, Verify(bundle, issuer, TextMatch.Exactly(caller)).Succeeded);
            }
        }
    }

    private static IEnumerable<byte[]> Bundles(string file)
    {
        var path = Path.Combine(TestData.FindFolder()!, file);
        return file.EndsWith(".jsonl", StringComparison.Ordinal)
            ? File.ReadLines(path).Where(l => l.Length > 0).Select(Encoding.UTF8.GetBytes)
            : [File.ReadAllBytes(path)];
    }

    private static Outcome<VerifiedBundle> Verify(SigstoreBundle bundle, TextMatch issuer, TextMatch signer)
    {
        var root = TrustedRoot.Parse(File.ReadAllBytes(Path.Combine(TestData.FindFolder(Folder)!, "trusted_root.json"))).Value;
        return BundleVerifier.Verify(bundle, null, root, BundlePolicy.For(new CertificateIdentity(issuer, signer)));
    }
}
