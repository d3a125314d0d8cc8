using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Tests.Kritis;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Tests.Requirements;

public sealed class RequirementEvaluatorTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Requirement Yes = new Requirement.Always(true);
    private static readonly Requirement No = new Requirement.Always(false, "frozen");
    private static readonly SignerTerms ReleaseKey = new() { KeyIds = ["release"] };

    [Fact]
    public void All_reports_everything_that_is_missing_and_where()
    {
        var found = Judge(new Requirement.All([No, Yes, new Requirement.All([No])]), Build.Facts());
        Assert.Equal(["all[0]", "all[2].all[0]"], found.Select(v => v.Path));
        Assert.All(found, v => Assert.Equal((ViolationId.Denied, "p"), (v.Id, v.Policy)));
    }

    [Fact]
    public void Any_is_content_with_one_and_reports_each_alternative_otherwise()
    {
        Assert.Empty(Judge(new Requirement.Any([No, Yes]), Build.Facts()));
        Assert.Equal(["any[0]", "any[1]"], Judge(new Requirement.Any([No, No]), Build.Facts()).Select(v => v.Path));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void At_least_counts_what_is_fulfilled(int count, int violations) =>
        Assert.Equal(violations, Judge(new Requirement.AtLeast(count, [Yes, No, Yes]), Build.Facts()).Length);

    [Fact]
    public void Alternatives_are_told_under_their_own_policies()
    {
        var found = Judge(new Requirement.Any([new Requirement.InPolicy("a", No), new Requirement.InPolicy("b", new Requirement.All([No]))]), Build.Facts());
        Assert.Equal([("a", "any[0]"), ("b", "any[1].all[0]")], found.Select(v => (v.Policy, v.Path)));
    }

    [Fact]
    public void A_missing_excuse_is_no_reason_and_an_unreadable_one_is_told_beside_the_reasons()
    {
        var unless = new Requirement.Unless(new Requirement.AttestedBy("qa", "ask qa"), No);
        Assert.Equal(ViolationId.Denied, Assert.Single(Judge(unless, Build.Facts())).Id);
        Assert.Empty(Judge(unless, Build.Facts() with { AttestedBy = ["qa"] }));
        var unreadable = Judge(unless, Build.Facts() with { UnavailableSources = Source("qa", "no answer") });
        Assert.Equal([ViolationId.Denied, ViolationId.FactsUnavailable], unreadable.Select(v => v.Id));
    }

    [Fact]
    public void A_source_that_does_not_answer_is_never_a_pass()
    {
        var gone = Build.Facts() with { UnavailableSources = Source("release", "timed out"), Unavailable = "disk full" };
        Requirement[] requirements =
        [
            new Requirement.AttestedBy("release", ""), new Requirement.Signature(ReleaseKey), new Requirement.Statement("", "t", ReleaseKey, null),
            new Requirement.Provenance(new() { Builders = ["b"] }), new Requirement.Summary(new() { Verifier = "v" }), new Requirement.BuiltFrom(TextTerm.Exactly("x")),
            new Requirement.Freshness(TimeSpan.FromDays(1)), new Requirement.Vulnerability(new() { Words = new("", "", "", false), Fixable = SeverityThreshold.AllowAll }),
        ];
        Assert.All(requirements, r => Assert.Contains(Judge(r, gone), v => v.Id == ViolationId.FactsUnavailable));
    }

    [Fact]
    public void A_missing_attestation_tells_why_those_that_are_there_do_not_count()
    {
        var facts = Build.Facts() with { AttestationProblems = new Dictionary<string, ImmutableArray<string>> { ["qa"] = ["the key is unknown"] }.ToFrozenDictionary() };
        var violation = Assert.Single(Judge(new Requirement.AttestedBy("qa", "ask qa"), facts));
        Assert.Equal((ViolationId.NotAttested, "qa", "ask qa"), (violation.Id, violation.Subject, violation.Remedy));
        Assert.Contains("the key is unknown", violation.Detail, StringComparison.Ordinal);
        Assert.Contains("@sha256:DIGEST", Assert.Single(Judge(new Requirement.AttestedBy("qa", "ask qa"), facts with { Image = "a/b:1" })).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_counts_from_whom_the_policy_names_only()
    {
        var terms = new SignerTerms { Identities = [new(TextTerm.Exactly("https://issuer.example"), Search("@shop\\.example$"))], RequireLog = true };
        var signer = new VerifiedSigner { Issuer = "https://issuer.example", Subject = "ann@shop.example", IsLogged = true };
        Assert.Empty(Judge(new Requirement.Signature(terms), Build.Facts() with { Signatures = [signer] }));
        VerifiedSigner[] others =
        [
            signer with { Issuer = "https://issuer.example.evil" }, signer with { Subject = "ann@shop.example.evil" }, signer with { IsLogged = false },
            signer with { Subject = "ann@shop.example\n" }, new() { KeyId = "release", IsLogged = true }, new() { Issuer = "https://issuer.example", IsLogged = true },
        ];
        Assert.All(others, o => Assert.Equal(ViolationId.SignatureMissing, Assert.Single(Judge(new Requirement.Signature(terms), Build.Facts() with { Signatures = [o] })).Id));
    }

    [Fact]
    public void One_statement_of_several_is_enough_and_unsigned_ones_do_not_count()
    {
        var required = new Requirement.Statement("tests", "t", ReleaseKey, new Says("passed"));
        var good = new VerifiedStatement(new() { KeyId = "release" }, "t", JsonElement.Parse("{\"result\":\"passed\"}"));
        var bad = good with { Content = JsonElement.Parse("{\"result\":\"failed\"}") };
        Assert.Empty(Judge(required, Build.Facts() with { Statements = [bad, good] }));
        Assert.Equal(ViolationId.StatementRefused, Assert.Single(Judge(required, Build.Facts() with { Statements = [bad, bad] })).Id);
        Assert.Equal(ViolationId.StatementMissing, Assert.Single(Judge(required, Build.Facts() with { Statements = [good with { Signer = new() { KeyId = "other" } }] })).Id);
        Assert.Equal(ViolationId.StatementMissing, Assert.Single(Judge(required, Build.Facts() with { Statements = [good with { PredicateType = "other" }] })).Id);
    }

    [Fact]
    public void Provenance_has_to_name_builder_and_source()
    {
        Assert.True(SourceRepositoryPattern.TryParse("github.com/shop/*", out var shop, out _));
        var terms = new ProvenanceTerms { Builders = ["https://builder.example/v1"], Repositories = [shop], RequireConfig = true };
        var build = new VerifiedBuild { Signer = new() { KeyId = "b" }, Builder = "https://builder.example/v1@3", Repository = "https://github.com/shop/web", Reference = "main", IsConfigBased = true };
        Assert.Empty(Judge(new Requirement.Provenance(terms), Build.Facts() with { Builds = [build] }));
        VerifiedBuild[] others = [build with { Builder = "https://builder.example/v1.evil" }, build with { Repository = "https://github.com/evil/web" }, build with { IsConfigBased = false }];
        Assert.All(others, o => Assert.Equal(ViolationId.ProvenanceMismatch, Assert.Single(Judge(new Requirement.Provenance(terms), Build.Facts() with { Builds = [o] })).Id));
        Assert.Empty(Judge(new Requirement.BuiltFrom(Search("shop/.*:main")), Build.Facts() with { Builds = [build] }));
        Assert.Equal(ViolationId.SourceMismatch, Assert.Single(Judge(new Requirement.BuiltFrom(Search("shop/.*:release")), Build.Facts() with { Builds = [build] })).Id);
    }

    [Theory]
    [InlineData("SLSA_BUILD_LEVEL_3", true)]
    [InlineData("SLSA_BUILD_LEVEL_2", false)]
    [InlineData("SLSA_SOURCE_LEVEL_3", false)]
    [InlineData("SLSA_BUILD_LEVEL_x", false)]
    public void Summaries_reach_a_level_by_any_higher_one_of_its_track(string level, bool isReached)
    {
        var summary = new VerifiedSummary(new() { KeyId = "v" }, "https://verifier.example", "r", true, [level], Now.AddDays(-1));
        var terms = new SummaryTerms { Verifier = "https://verifier.example", Levels = ["SLSA_BUILD_LEVEL_3"], MaximumAge = TimeSpan.FromDays(1) };
        Assert.Equal(isReached, Judge(new Requirement.Summary(terms), Build.Facts() with { Summaries = [summary] }).IsEmpty);
        Assert.NotEmpty(Judge(new Requirement.Summary(terms), Build.Facts() with { Summaries = [summary with { IsPassed = false }] }));
        Assert.NotEmpty(Judge(new Requirement.Summary(terms), Build.Facts() with { Summaries = [summary with { Time = Now.AddDays(-2) }] }));
        Assert.NotEmpty(Judge(new Requirement.Summary(terms), Build.Facts() with { Summaries = [summary with { Time = null }] }));
    }

    [Theory]
    [InlineData(72, true)]
    [InlineData(73, false)]
    public void Images_are_fresh_up_to_their_age(int hours, bool isFresh) =>
        Assert.Equal(isFresh, Judge(new Requirement.Freshness(TimeSpan.FromDays(3)), Build.Facts() with { UploadTime = Now.AddHours(-hours) }).IsEmpty);

    [Fact]
    public void A_blocked_finding_is_refused_whatever_its_severity_unless_it_is_allowed()
    {
        var limits = new VulnerabilityLimits { Words = new("f", "u", "allowedCves", true), Fixable = SeverityThreshold.AllowAll, BlockedIds = ["CVE-2024-1"] };
        var facts = Build.Facts(Build.Fixable(FindingSeverity.Minimal));
        Assert.Equal(ViolationId.VulnerabilityBlocked, Assert.Single(Judge(new Requirement.Vulnerability(limits), facts)).Id);
        Assert.Empty(Judge(new Requirement.Vulnerability(limits with { AllowedIds = ["CVE-2024-1"] }), facts));
    }

    [Fact]
    public void What_a_manifest_says_cannot_move_the_cursor_of_who_reads_the_refusal() =>
        Assert.All(Judge(new Requirement.Always(false, "a\u001b[2Jb\n"), Build.Facts()), v => Assert.DoesNotContain(v.Detail, char.IsControl));

    private static TextTerm Search(string expression) => TextTerm.TryParse(expression, out var term, out var error) ? term : throw new FormatException(error);

    private static FrozenDictionary<string, string> Source(string name, string why) => new Dictionary<string, string> { [name] = why }.ToFrozenDictionary();

    private static ImmutableArray<Violation> Judge(Requirement requirement, ImageFacts facts) => RequirementEvaluator.Evaluate(requirement, "p", facts, Now);

    private sealed class Says(string result) : IStatementCondition
    {
        public string? Explain(JsonElement statement) => statement.GetProperty("result").GetString() == result ? null : "the result is another";
    }
}
