using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Provenance;

/// <summary>SLSA provenance of builds on GitHub: by the SLSA framework's builders and delegators, npm's hosted runner and workflows that attest for themselves.</summary>
public static class GitHubProvenance
{
    public const string Issuer = "https://token.actions.githubusercontent.com";

    private static readonly CertificateIdentity AnyWorkflow = new(TextMatch.Exactly(Issuer), TextMatch.Matching("https://github\\.com/[^/@]+/[^/@]+/\\.github/workflows/[^/@]+@.+"));

    /// <summary>Verifies the bundle and holds what it claims against what is expected.</summary>
    public static Outcome<VerifiedBundle> Verify(SigstoreBundle bundle, TrustedRoot root, ProvenanceExpectation expectation)
    {
        if (bundle.Envelope is null)
        {
            return new Failure(FailureReason.WrongType, VerificationStep.Payload, "the bundle signs an artifact and holds no provenance");
        }

        var verified = BundleVerifier.Verify(bundle, expectation.Artifact, root, BundlePolicy.For(AnyWorkflow));
        return verified.Then(v => SignedStatement.Read(bundle.Envelope).Then(ProvenanceFacts.Read).Then(f => Judge(v, f, expectation)));
    }

    private static Outcome<VerifiedBundle> Judge(VerifiedBundle bundle, ProvenanceFacts facts, ProvenanceExpectation expectation) =>
        BuilderRule.Explain(bundle.Signer.Identity!, facts.BuilderId, expectation.BuilderId) is { } builder ? builder
        : SourceRule.Explain(facts, bundle.Claims, expectation) is { } source ? source
        : bundle;
}
