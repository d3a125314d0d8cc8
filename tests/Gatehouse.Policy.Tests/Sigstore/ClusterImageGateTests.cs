using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Gatehouse.Policy.Facts;
using Gatehouse.Policy.Patterns;
using Gatehouse.Policy.Requirements;
using Gatehouse.Policy.Sigstore;
using Gatehouse.Policy.Tests.Kritis;
using Gatehouse.Policy.Verdicts;

namespace Gatehouse.Policy.Tests.Sigstore;

public sealed class ClusterImageGateTests
{
    private static readonly WorkloadSubject Deployment = new("apps", "v1", "deployments", new Dictionary<string, string> { ["tier"] = "front" }.ToFrozenDictionary());
    private static readonly SignerTerms Release = new() { KeyIds = ["release"] };

    [Fact]
    public void Every_policy_that_covers_an_image_has_to_be_content_and_one_authority_is_enough()
    {
        var two = Policy("a", Signed("release"), Signed("other"));
        var facts = Build.Facts() with { Signatures = [new() { KeyId = "other" }] };
        Assert.True(Decide(facts, two).Verdict.IsAdmitted);
        var verdict = Decide(facts, two, Policy("b", Signed("release"))).Verdict;
        Assert.Equal("b, authority release", Assert.Single(verdict.Violations).Policy);
    }

    [Fact]
    public void A_policy_that_only_warns_does_not_refuse()
    {
        var decision = Decide(Build.Facts(), Policy("a", Signed("release")) with { IsWarning = true });
        Assert.True(decision.Verdict.IsAdmitted);
        Assert.Equal(ViolationId.SignatureMissing, Assert.Single(decision.Warnings).Id);
    }

    [Theory]
    [InlineData(NoMatchPolicy.Deny, false, 0)]
    [InlineData(NoMatchPolicy.Warn, true, 1)]
    [InlineData(NoMatchPolicy.Allow, true, 0)]
    public void Images_without_a_policy_are_up_to_the_configuration(NoMatchPolicy noMatch, bool isAdmitted, int warnings)
    {
        var decision = ClusterImageGate.Decide([], noMatch, Deployment, Build.Facts(), default);
        Assert.Equal((isAdmitted, warnings), (decision.Verdict.IsAdmitted, decision.Warnings.Length));
    }

    [Theory]
    [InlineData("deployments", "apps", "front", true)]
    [InlineData("", "*", "front", true)]
    [InlineData("pods", "", "front", false)]
    [InlineData("deployments", "apps", "back", false)]
    public void Matches_select_objects_by_resource_and_labels(string resource, string group, string tier, bool isCovered)
    {
        var policy = Policy("a", Signed("release")) with { Matches = [new(group, "", resource, new([new("tier", "In", [tier]), new("absent", "NotIn", ["x"])]))] };
        Assert.Equal(isCovered, policy.Covers(Deployment, Build.Image));
    }

    [Fact]
    public void A_tag_is_refused_whatever_the_authorities_say()
    {
        var pass = Policy("a", new ImageAuthority { Name = "pass", IsPass = true });
        Assert.True(Decide(Build.Facts(), pass).Verdict.IsAdmitted);
        Assert.Equal(ViolationId.ImageUnqualified, Assert.Single(Decide(Build.Facts() with { Image = "registry.shop.example/shop/web:1" }, pass).Verdict.Violations).Id);
    }

    [Theory]
    [InlineData("predicate.result == 'passed' && predicateType == 't'", true)]
    [InlineData("predicate.result == 'failed'", false)]
    [InlineData("predicate.absent == 'passed'", false)]
    [InlineData("subject.size() > 0", false)]
    [InlineData("predicate.result", false)]
    public void Statements_are_judged_by_expressions(string expression, bool isAdmitted)
    {
        Assert.True(StatementExpression.TryCompile(expression, out var condition, out var error), error);
        var policy = Policy("a", new ImageAuthority { Name = "release", Signer = Release, Statements = [new("tests", "t", new(ExpressionPolicy.Cel, expression, "", condition))] });
        var statement = new VerifiedStatement(new() { KeyId = "release" }, "t", JsonElement.Parse("""{"predicateType":"t","predicate":{"result":"passed"}}"""));
        Assert.Equal(isAdmitted, Decide(Build.Facts() with { Statements = [statement] }, policy).Verdict.IsAdmitted);
    }

    [Theory]
    [InlineData("predicate ==")]
    [InlineData("nothing == 1")]
    [InlineData("1 + 1")]
    public void An_expression_that_decides_nothing_is_refused(string expression)
    {
        Assert.False(StatementExpression.TryCompile(expression, out _, out var error));
        Assert.NotEmpty(error);
    }

    [Theory]
    [InlineData("predicateType: \"t\"\npredicate: Data: \"x\"", "predicateType == \"t\" && predicate.Data == \"x\"")]
    [InlineData("import \"time\"\nbefore: time.Parse(time.RFC3339, \"2049-10-09T17:10:27Z\")\npredicate: {\n  Timestamp: <before\n  count: >=2, ok: true\n}", "timestamp(predicate.Timestamp) < timestamp(\"2049-10-09T17:10:27Z\") && predicate.count >= 2 && predicate.ok == true")]
    [InlineData("config: \"linux/amd64\": config: User: \"1\"", "config[\"linux/amd64\"].config.User == \"1\"")]
    [InlineData("predicate: {a: [1]}", null)]
    [InlineData("#Def: {}", null)]
    public void An_unsupported_language_refuses_and_tells_the_same_in_CEL_where_it_can(string cue, string? cel)
    {
        var policy = Policy("a", new ImageAuthority { Name = "release", Signer = Release, Statements = [new("tests", "t", new(ExpressionPolicy.Cue, cue, ""))] });
        var statement = new VerifiedStatement(new() { KeyId = "release" }, "t", JsonElement.Parse("{}"));
        var violation = Assert.Single(Decide(Build.Facts() with { Statements = [statement] }, policy).Verdict.Violations);
        Assert.Equal(ViolationId.PolicyError, violation.Id);
        Assert.Equal(cel is null ? "say the same in CEL" : $"say the same in CEL: {cel}", violation.Remedy);
    }

    private static ImageAuthority Signed(string key) => new() { Name = key, Signer = new() { KeyIds = [key] } };

    private static ClusterImagePolicy Policy(string name, params ImmutableArray<ImageAuthority> authorities) =>
        new() { Name = name, Images = [ClusterImageGlob.TryParse("**", out var glob, out _) ? glob : null!], Authorities = authorities };

    private static ClusterImageDecision Decide(ImageFacts facts, params ClusterImagePolicy[] policies) => ClusterImageGate.Decide(policies, NoMatchPolicy.Deny, Deployment, facts, default);
}
