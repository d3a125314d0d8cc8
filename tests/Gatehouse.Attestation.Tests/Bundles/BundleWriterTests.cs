using System.Security.Cryptography;
using System.Text;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Keys;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Bundles;

public sealed class BundleWriterTests
{
    private static readonly byte[] Artifact = "an artifact"u8.ToArray();
    private static readonly byte[] Statement = Encoding.UTF8.GetBytes(
        $$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(Artifact))}}"} }],"predicateType":"https://example.com/p","predicate":{} }""");

    public static TheoryData<KeyKind> Kinds => [.. Enum.GetValues<KeyKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void Signature_over_an_artifact_verifies_with_its_key_alone(KeyKind kind)
    {
        using var key = PrivateKey.Generate(kind);
        var bundle = SigstoreBundle.Parse(BundleWriter.SignArtifact(Artifact, key)).Value;
        var policy = BundlePolicy.ForKeyOnly(key.PublicKey);
        Assert.Equal(key.PublicKey.Id, BundleVerifier.Verify(bundle, SignedArtifact.FromBytes(Artifact), TrustedRoot.Empty, policy).Value.Signer.KeyId);
        Assert.Equal(FailureReason.WrongDigest, Assert.Single(BundleVerifier.Verify(bundle, SignedArtifact.FromBytes("another"u8.ToArray()), TrustedRoot.Empty, policy).Failures).Reason);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Envelope_verifies_with_its_key_and_about_its_subject_alone(KeyKind kind)
    {
        using var key = PrivateKey.Generate(kind);
        using var other = PrivateKey.Generate(kind);
        var bundle = SigstoreBundle.Parse(BundleWriter.SignEnvelope("application/vnd.in-toto+json", Statement, key)).Value;
        Assert.True(Verify(bundle, key, Artifact).Succeeded);
        Assert.Equal(FailureReason.SignatureMismatch, Assert.Single(Verify(bundle, other, Artifact).Failures).Reason);
        Assert.Equal(FailureReason.WrongDigest, Assert.Single(Verify(bundle, key, "another"u8.ToArray()).Failures).Reason);
    }

    [Fact]
    public void Bundle_without_log_is_refused_where_a_log_is_wanted()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var bundle = SigstoreBundle.Parse(BundleWriter.SignArtifact(Artifact, key)).Value;
        var policy = BundlePolicy.ForKeyOnly(key.PublicKey) with { LogThreshold = 1, TimeThreshold = 1 };
        var outcome = BundleVerifier.Verify(bundle, SignedArtifact.FromBytes(Artifact), TrustedRoot.Empty, policy);
        Assert.Equal([FailureReason.LogThreshold, FailureReason.NoTrustedTime], outcome.Failures.Select(f => f.Reason));
    }

    [Fact]
    public void Key_limited_to_a_period_needs_a_trusted_time()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var bundle = SigstoreBundle.Parse(BundleWriter.SignArtifact(Artifact, key)).Value;
        var policy = BundlePolicy.ForKeyOnly(key.PublicKey);
        var limited = policy with { Keys = [policy.Keys[0] with { Validity = new(DateTimeOffset.UnixEpoch, null) }] };
        Assert.Equal(FailureReason.NoTrustedTime, Assert.Single(BundleVerifier.Verify(bundle, SignedArtifact.FromBytes(Artifact), TrustedRoot.Empty, limited).Failures).Reason);
    }

    [Fact]
    public void Bundle_of_another_hint_is_not_tried()
    {
        using var key = PrivateKey.Generate(KeyKind.EcdsaP256);
        var bundle = SigstoreBundle.Parse(BundleWriter.SignArtifact(Artifact, key, hint: "mine")).Value;
        var policy = BundlePolicy.ForKeyOnly(key.PublicKey);
        var hinted = policy with { Keys = [policy.Keys[0] with { Hint = "yours" }] };
        Assert.Equal(FailureReason.UnknownKey, Assert.Single(BundleVerifier.Verify(bundle, SignedArtifact.FromBytes(Artifact), TrustedRoot.Empty, hinted).Failures).Reason);
    }

    private static Outcome<VerifiedBundle> Verify(SigstoreBundle bundle, PrivateKey key, byte[] artifact) =>
        BundleVerifier.Verify(bundle, SignedArtifact.FromBytes(artifact), TrustedRoot.Empty, BundlePolicy.ForKeyOnly(key.PublicKey));
}
