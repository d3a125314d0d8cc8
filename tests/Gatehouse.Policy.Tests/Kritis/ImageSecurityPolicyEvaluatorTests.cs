using System.Collections.Immutable;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Kritis;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Tests.Kritis;

public sealed class ImageSecurityPolicyEvaluatorTests
{
    [Fact]
    public void A_vulnerability_with_a_fix_says_which_version_to_upgrade_to()
    {
        var violation = Assert.Single(Judge(Build.Policy() with { MaximumSeverity = new("MEDIUM") }, Build.Facts(Build.Fixable(FindingSeverity.Critical))));
        Assert.Equal(ViolationId.VulnerabilitySeverity, violation.Id);
        Assert.Equal("production/release", violation.Policy);
        Assert.Equal("web", violation.Container);
        Assert.Equal("CVE-2024-1 in openssl 3.0.11-1~deb12u1 is CRITICAL; the policy tolerates up to MEDIUM with a fix", violation.Detail);
        Assert.Equal("upgrade openssl to 3.0.15-1~deb12u1", violation.Remedy);
    }

    [Fact]
    public void A_vulnerability_without_a_fix_has_a_limit_of_its_own()
    {
        var policy = Build.Policy() with { MaximumSeverity = SeverityThreshold.AllowAll, MaximumFixUnavailableSeverity = new("LOW") };
        var violation = Assert.Single(Judge(policy, Build.Facts(Build.Unfixable(FindingSeverity.High), Build.Fixable(FindingSeverity.Critical))));
        Assert.Equal(ViolationId.VulnerabilityUnfixable, violation.Id);
        Assert.Contains("no fix is known for zlib1g", violation.Remedy, StringComparison.Ordinal);
        Assert.Contains("projects/shop/notes/CVE-2024-2", violation.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_is_listed_with_the_most_severe_first()
    {
        var facts = Build.Facts(Build.Fixable(FindingSeverity.High, "CVE-2"), Build.Fixable(FindingSeverity.Critical, "CVE-3"), Build.Fixable(FindingSeverity.High, "CVE-1"));
        var violations = Judge(Build.Policy() with { MaximumSeverity = new("LOW") }, facts with { Image = "registry.example/web:1" });
        Assert.Equal(["", "projects/shop/notes/CVE-3", "projects/shop/notes/CVE-1", "projects/shop/notes/CVE-2"], violations.Select(v => v.Subject));
        Assert.Equal(ViolationId.ImageUnqualified, violations.First().Id);
    }

    [Fact]
    public void A_finding_that_two_reports_share_is_told_once()
    {
        var facts = Build.Facts(Build.Fixable(FindingSeverity.High), Build.Fixable(FindingSeverity.High));
        Assert.Single(Judge(Build.Policy() with { MaximumSeverity = new("LOW") }, facts));
    }

    [Theory]
    [InlineData("registry.example/web:1", ViolationId.ImageUnqualified)]
    [InlineData("registry.example/web", ViolationId.ImageUnqualified)]
    [InlineData("registry.example/Web@x", ViolationId.ImageInvalid)]
    [InlineData("", ViolationId.ImageInvalid)]
    public void An_image_that_is_not_pinned_is_refused_and_told_how_to_pin(string image, string id)
    {
        var violation = Assert.Single(Judge(Build.Policy(), Build.Facts() with { Image = image }));
        Assert.Equal(id, violation.Id);
        Assert.Contains("@sha256:DIGEST", violation.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_that_could_not_be_read_are_a_violation_of_their_own()
    {
        var violation = Assert.Single(Judge(Build.Policy() with { MaximumSeverity = SeverityThreshold.AllowAll }, Build.Facts() with { Unavailable = "disk full" }));
        Assert.Equal(ViolationId.FactsUnavailable, violation.Id);
        Assert.Contains("disk full", violation.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_severity_of_a_newer_vocabulary_is_refused_unless_all_are_allowed()
    {
        var facts = Build.Facts(Build.Fixable((FindingSeverity)6));
        Assert.Single(Judge(Build.Policy(), facts));
        Assert.Empty(Judge(Build.Policy() with { MaximumSeverity = SeverityThreshold.AllowAll }, facts));
    }

    [Fact]
    public void An_image_nobody_scanned_is_refused_only_where_that_is_asked_for()
    {
        var facts = Build.Facts() with { IsScanned = false };
        Assert.Empty(Judge(Build.Policy(), facts));
        var verdict = ImageSecurityPolicyEvaluator.Evaluate(Build.Policy(), facts, new() { RequireScan = true });
        Assert.Equal(ViolationId.ImageUnscanned, Assert.Single(verdict.Violations).Id);
    }

    [Fact]
    public void An_attestation_counts_only_from_the_authority_that_the_policy_names()
    {
        var policy = Build.Policy() with { AttestationAuthorityName = "qa", MaximumSeverity = new("LOW") };
        var facts = Build.Facts(Build.Fixable(FindingSeverity.High));
        var surroundings = new Surroundings { Authorities = ["qa", "dev"] };
        Assert.False(ImageSecurityPolicyEvaluator.Evaluate(policy, facts with { AttestedBy = ["dev"] }, surroundings).IsAdmitted);
        Assert.True(ImageSecurityPolicyEvaluator.Evaluate(policy, facts with { AttestedBy = ["qa"] }, surroundings).IsAdmitted);
        Assert.Equal(ViolationId.PolicyError, Assert.Single(Judge(policy, facts with { AttestedBy = ["qa"] })).Id);
    }

    [Fact]
    public void Every_policy_has_its_say_in_order()
    {
        var strict = Build.Policy() with { Name = "a", MaximumSeverity = new("LOW") };
        var stricter = Build.Policy() with { Name = "b", MaximumSeverity = new("BLOCK_ALL") };
        var verdict = ImageSecurityPolicyEvaluator.Evaluate([strict, stricter], [Build.Facts(Build.Fixable(FindingSeverity.High))], new());
        Assert.Equal(["production/a", "production/b"], verdict.Violations.Select(v => v.Policy));
    }

    private static ImmutableArray<Violation> Judge(ImageSecurityPolicy policy, ImageFacts facts) =>
        ImageSecurityPolicyEvaluator.Evaluate(policy, facts, new()).Violations;
}
