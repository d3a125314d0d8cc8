using System.Text.Json.Nodes;
using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>Generic attestation policies and attestation authorities on the real path of a review.</summary>
public sealed class AttestationPoliciesTests
{
    private const string Policy = """
        ---
        apiVersion: kritis.grafeas.io/v1beta1
        kind: GenericAttestationPolicy
        metadata: {name: release, namespace: production}
        spec:
          attestationAuthorityNames: [qa, build]
          admissionAllowlistPatterns: [{namePattern: "registry.shop.example/tools/*"}]
        """;

    private static readonly Notary Quality = new("qa");
    private static readonly Notary Build = new("build");
    private static readonly string Policies = Quality.Authority + Build.Authority + Policy;

    [Fact]
    public async Task An_image_runs_once_every_authority_has_attested_it()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policies);
        var review = Gate.Review("Deployment", Gate.PodOf(Gate.Image('a')));

        var refused = await JudgeAsync(gate, review);
        Assert.False((bool)refused["allowed"]!);
        Assert.Equal(["not-attested", "not-attested"], Causes(refused).Select(c => (string)c["reason"]!));
        Assert.Contains("have \"qa\" sign the digest", (string)Causes(refused)[0]["message"]!, StringComparison.Ordinal);
        Assert.Equal("spec.template.spec.containers[0].image", (string)Causes(refused)[0]["field"]!);

        gate.Store.Add(Quality.Attest(Gate.Image('a')));
        gate.Store.Add(Build.Attest(Gate.Image('b')));
        gate.Store.Add(Build.Attest(Gate.Image('b'), recordedAs: Gate.Image('a')));
        gate.Store.Add(new Notary("build").Attest(Gate.Image('a')));
        var half = await JudgeAsync(gate, review);
        Assert.Contains("what is there does not count", (string)Assert.Single(Causes(half))["message"]!, StringComparison.Ordinal);

        gate.Store.Add(Build.Attest(Gate.Image('a')));
        Assert.True((bool)(await JudgeAsync(gate, review))["allowed"]!);
    }

    [Fact]
    public async Task An_image_that_the_policy_exempts_needs_no_attestation()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policies);
        Assert.True((bool)(await JudgeAsync(gate, Gate.Review("Pod", Gate.PodOf("registry.shop.example/tools/curl:8"))))["allowed"]!);
        Assert.False((bool)(await JudgeAsync(gate, Gate.Review("Pod", Gate.PodOf("registry.shop.example/tools/deep/curl:8"))))["allowed"]!);
    }

    [Fact]
    public async Task A_policy_whose_authority_is_not_there_refuses_everything()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync("apiVersion: kritis.grafeas.io/v1beta1\nkind: GenericAttestationPolicy\nmetadata: {name: g, namespace: production}\nspec: {attestationAuthorityNames: [gone]}\n");
        var response = await JudgeAsync(gate, Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))));
        Assert.Equal("policy-error", (string)Assert.Single(Causes(response))["reason"]!);
    }

    [Fact]
    public async Task An_attestation_replaces_the_look_at_vulnerabilities()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Quality.Authority);
        await gate.ApplyPolicyAsync("{attestationAuthorityName: qa, packageVulnerabilityRequirements: {maximumSeverity: LOW}}");
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-1", Severity.High, "2"));
        var review = Gate.Review("Pod", Gate.PodOf(Gate.Image('a')));
        Assert.False((bool)(await JudgeAsync(gate, review))["allowed"]!);
        gate.Store.Add(Quality.Attest(Gate.Image('a')));
        Assert.True((bool)(await JudgeAsync(gate, review))["allowed"]!);
    }

    [Theory]
    [InlineData("ann@shop.example", "outage 4711", true)]
    [InlineData("ann@shop.example", "false", false)]
    [InlineData("ann@shop.example", "", false)]
    [InlineData("eve@shop.example", "outage 4711", false)]
    public async Task The_glass_breaks_for_those_who_may_and_say_why(string user, string reason, bool isAdmitted)
    {
        await using var gate = await Gate.OpenAsync(o => o.BreakGlass.Users.Add("ann@shop.example"));
        await gate.ApplyAsync(Policies);
        var review = JsonNode.Parse(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))))!;
        review["request"]!["userInfo"]!["username"] = user;
        review["request"]!["object"]!["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["kritis.grafeas.io/breakglass"] = reason } };
        var response = await JudgeAsync(gate, review.ToJsonString());
        Assert.Equal(isAdmitted, (bool)response["allowed"]!);
        var (_, decision) = await gate.GetAsync($"v1/decisions/{response["auditAnnotations"]!["decision"]}");
        Assert.Equal(2, decision["violations"]!.AsArray().Count);
        Assert.Equal(isAdmitted ? reason : null, (string?)decision["breakGlass"]);
        Assert.Equal(isAdmitted ? user : null, (string?)response["auditAnnotations"]!["break-glass"]);
    }

    [Fact]
    public async Task Glass_that_leaves_no_record_does_not_break()
    {
        await using var gate = await Gate.OpenAsync(o => o.BreakGlass.Anybody = true);
        await gate.ApplyAsync(Policies);
        gate.Store.WriteFailure = new StoreUnavailableException("disk full");
        var review = JsonNode.Parse(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))))!;
        review["request"]!["object"]!["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["kritis.grafeas.io/breakglass"] = "outage" } };
        var response = await JudgeAsync(gate, review.ToJsonString());
        Assert.False((bool)response["allowed"]!);
        Assert.Null(response["auditAnnotations"]!["break-glass"]);
    }

    [Fact]
    public async Task A_finding_that_nobody_rated_is_told_when_it_passes()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {maximumSeverity: LOW}}");
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-1", Severity.Unspecified, "2"));
        var response = await JudgeAsync(gate, Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))));
        Assert.True((bool)response["allowed"]!);
        Assert.Contains("CVE-1 of no severity", (string)Assert.Single(response["warnings"]!.AsArray())!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_loses_its_attestations_refuses()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policies);
        gate.Store.Add(Quality.Attest(Gate.Image('a')));
        gate.Store.FactFailure = new StoreUnavailableException("disk full");
        var response = await JudgeAsync(gate, Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))));
        Assert.False((bool)response["allowed"]!);
        Assert.All(Causes(response), c => Assert.Equal("facts-unavailable", (string)c["reason"]!));
    }

    [Fact]
    public async Task Anybody_breaks_the_glass_where_that_is_set_as_in_Kritis()
    {
        await using var gate = await Gate.OpenAsync(o => o.BreakGlass.Anybody = true);
        await gate.ApplyAsync(Policies);
        var review = JsonNode.Parse(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))))!;
        review["request"]!["object"]!["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["kritis.grafeas.io/breakglass"] = "false" } };
        Assert.True((bool)(await JudgeAsync(gate, review.ToJsonString()))["allowed"]!);
    }

    [Fact]
    public async Task An_authority_without_keys_is_accepted_with_a_warning()
    {
        await using var gate = await Gate.OpenAsync();
        var answer = await gate.ApplyAsync("apiVersion: kritis.grafeas.io/v1beta1\nkind: AttestationAuthority\nmetadata: {name: qa}\nspec:\n  noteReference: projects/shop/notes/qa\n  publicKeys: []\n");
        Assert.StartsWith("(body):6:15: spec.publicKeys: ", (string)Assert.Single(answer["warnings"]!.AsArray())!, StringComparison.Ordinal);
    }

    /// <summary>Ids of decisions come from the clock and chance, and chance is a constant here.</summary>
    private static Task<JsonNode> JudgeAsync(Gate gate, string review)
    {
        gate.Time.Advance(TimeSpan.FromSeconds(1));
        return gate.JudgeAsync(review);
    }

    private static JsonNode[] Causes(JsonNode response) => [.. response["status"]!["details"]!["causes"]!.AsArray().Select(c => c!)];
}
