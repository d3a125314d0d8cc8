using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Certificates;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Bundles;

public sealed class BundleVerifierTests
{
    private static readonly SigstoreInstance Instance = new();
    private static readonly byte[] Artifact = "an artifact"u8.ToArray();

    [Fact]
    public void Bundle_with_certificate_log_and_timestamp_tells_who_signed_and_when()
    {
        var verified = Verify(Instance.Sign(Artifact)).Value;
        Assert.Equal((SigstoreInstance.Subject, SigstoreInstance.Issuer, SigstoreInstance.SigningTime), (verified.Signer.Identity, verified.Signer.Issuer, verified.Signer.Time));
        Assert.Equal([SigstoreInstance.SigningTime, SigstoreInstance.SigningTime], verified.Times);
    }

    [Fact]
    public void Policy_that_names_nobody_is_refused() => Assert.Equal(FailureReason.WrongIdentity, Reason(Instance.Sign(Artifact), new() { RequireCertificateTimestamp = false }));

    [Fact]
    public void Same_subject_at_another_identity_provider_is_somebody_else()
    {
        var policy = SigstoreInstance.Policy with { Identities = [new(TextMatch.Exactly("https://issuer.example.evil"), TextMatch.Exactly(SigstoreInstance.Subject))] };
        Assert.Equal(FailureReason.WrongIdentity, Reason(Instance.Sign(Artifact), policy));
    }

    [Fact]
    public void Pattern_of_an_identity_covers_the_whole_name()
    {
        Assert.True(TextMatch.Matching("https://ci\\.example/a|b").Covers("b"));
        Assert.False(TextMatch.Matching("https://ci\\.example/a").Covers("https://ci.example/a/evil"));
        Assert.True(TextMatch.Containing("ci\\.example").Covers("https://ci.example/a/evil"));
    }

    [Fact]
    public void Certificate_that_is_in_no_transparency_log_is_refused_unless_the_policy_says_otherwise() =>
        Assert.Equal(FailureReason.TransparencyTimestamp, Reason(Instance.Sign(Artifact), SigstoreInstance.Policy with { RequireCertificateTimestamp = true }));

    [Fact]
    public void Certificate_of_another_authority_is_refused()
    {
        var other = new SigstoreInstance();
        var root = other.Root with { Logs = Instance.Root.Logs, TimestampAuthorities = Instance.Root.TimestampAuthorities };
        Assert.Equal(FailureReason.CertificateUntrusted, Reason(Instance.Sign(Artifact), root: root));
    }

    [Fact]
    public void Authority_outside_its_period_of_trust_is_refused()
    {
        var authority = Instance.Root.CertificateAuthorities[0];
        var root = Instance.Root with { CertificateAuthorities = [new(authority.Chain, new(SigstoreInstance.SigningTime.AddYears(-1), SigstoreInstance.SigningTime.AddDays(-1)))] };
        Assert.Equal(FailureReason.CertificateExpired, Reason(Instance.Sign(Artifact), root: root));
    }

    [Fact]
    public void Log_entry_after_the_certificate_expired_is_refused() =>
        Assert.Equal(FailureReason.CertificateExpired, Reason(Instance.Sign(Artifact, time: SigstoreInstance.SigningTime.AddHours(1))));

    [Fact]
    public void Timestamp_after_the_certificate_expired_is_refused_though_the_log_entry_is_in_time() =>
        Assert.Equal(FailureReason.CertificateExpired, Reason(Instance.Sign(Artifact, stampedAt: SigstoreInstance.SigningTime.AddHours(1))));

    [Fact]
    public void Timestamp_of_an_authority_that_is_not_trusted_is_refused() =>
        Assert.Equal(FailureReason.TimestampInvalid, Reason(Instance.Sign(Artifact), root: Instance.Root with { TimestampAuthorities = new SigstoreInstance().Root.TimestampAuthorities }));

    [Fact]
    public void Log_that_is_not_trusted_is_refused() =>
        Assert.Equal(FailureReason.UnknownLog, Reason(Instance.Sign(Artifact), root: Instance.Root with { Logs = new SigstoreInstance().Root.Logs }));

    [Fact]
    public void Certificate_for_another_purpose_is_refused() =>
        Assert.Equal(FailureReason.CertificateInvalid, Reason(Instance.Sign(Artifact, r => Replace(r, new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false)))));

    [Fact]
    public void Certificate_with_a_critical_extension_that_is_not_known_is_refused() =>
        Assert.Equal(FailureReason.CertificateInvalid, Reason(Instance.Sign(Artifact, r => Add(r, new X509Extension("1.2.3.4", [5, 0], true)))));

    [Fact]
    public void Certificate_whose_two_spellings_of_a_claim_disagree_is_refused() =>
        Assert.Equal(FailureReason.CertificateInvalid, Reason(Instance.Sign(Artifact, r => Add(r, new X509Extension("1.3.6.1.4.1.57264.1.1", "https://other.example"u8.ToArray(), false)))));

    [Fact]
    public void Claim_that_the_certificate_does_not_make_is_refused()
    {
        var identity = SigstoreInstance.Policy.Identities[0];
        var policy = SigstoreInstance.Policy with { Identities = [identity with { Claims = identity.Claims.Add(FulcioClaim.SourceRepositoryIdentifier, TextMatch.Exactly("7")) }] };
        Assert.Equal(FailureReason.WrongIdentity, Reason(Instance.Sign(Artifact), policy));
        Assert.True(Verify(Instance.Sign(Artifact, r => Add(r, new X509Extension("1.3.6.1.4.1.57264.1.15", SigstoreInstance.Utf8("7"), false))), policy).Succeeded);
    }

    [Fact]
    public void Other_artifact_is_refused()
    {
        var bundle = SigstoreBundle.Parse(Encoding.UTF8.GetBytes(Instance.Sign(Artifact))).Value;
        Assert.False(BundleVerifier.Verify(bundle, SignedArtifact.FromBytes("another"u8.ToArray()), Instance.Root, SigstoreInstance.Policy).Succeeded);
    }

    [Fact]
    public void Material_of_two_bundles_does_not_mix()
    {
        var (one, two) = (Instance.Sign(Artifact), Instance.Sign(Artifact));
        var pattern = new Regex("\"tlogEntries\":\\[.*?\\],\\s*\"timestampVerificationData\"", RegexOptions.Singleline);
        Assert.Equal(FailureReason.LogEntryMismatch, Reason(pattern.Replace(one, _ => pattern.Match(two).Value)));
    }

    [Fact]
    public void Log_entry_twice_does_not_count_twice()
    {
        var entries = new Regex("\"tlogEntries\":\\[(?<one>.*?)\\],\\s*\"timestamp", RegexOptions.Singleline);
        var bundle = entries.Replace(Instance.Sign(Artifact), m => $"\"tlogEntries\":[{m.Groups["one"]},{m.Groups["one"]}],\"timestamp");
        Assert.False(SigstoreBundle.Parse(Encoding.UTF8.GetBytes(bundle)).Succeeded);
    }

    private static FailureReason Reason(string bundle, BundlePolicy? policy = null, TrustedRoot? root = null) => Assert.Single(Verify(bundle, policy, root).Failures).Reason;

    private static Outcome<VerifiedBundle> Verify(string bundle, BundlePolicy? policy = null, TrustedRoot? root = null) =>
        SigstoreBundle.Parse(Encoding.UTF8.GetBytes(bundle)).Then(b => BundleVerifier.Verify(b, SignedArtifact.FromBytes(Artifact), root ?? Instance.Root, policy ?? SigstoreInstance.Policy));

    private static CertificateRequest Add(CertificateRequest request, X509Extension extension)
    {
        request.CertificateExtensions.Add(extension);
        return request;
    }

    private static CertificateRequest Replace(CertificateRequest request, X509Extension extension)
    {
        request.CertificateExtensions.Remove(request.CertificateExtensions.Single(e => e.Oid!.Value == extension.Oid!.Value));
        return Add(request, extension);
    }
}
