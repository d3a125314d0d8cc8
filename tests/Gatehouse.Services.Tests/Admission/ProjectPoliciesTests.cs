using System.Text.Json.Nodes;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>The policy of a Binary Authorization project on the real path of a review.</summary>
public sealed class ProjectPoliciesTests
{
    private const string Policy = """
        name: projects/shop/policy
        globalPolicyEvaluationMode: ENABLE
        admissionWhitelistPatterns: [{namePattern: registry.shop.example/tools/*}]
        defaultAdmissionRule: {evaluationMode: ALWAYS_DENY, enforcementMode: ENFORCED_BLOCK_AND_AUDIT_LOG}
        clusterAdmissionRules:
          europe-west1.test: {evaluationMode: ALWAYS_ALLOW, enforcementMode: ENFORCED_BLOCK_AND_AUDIT_LOG}
        kubernetesNamespaceAdmissionRules:
          staging: {evaluationMode: ALWAYS_DENY, enforcementMode: DRYRUN_AUDIT_LOG_ONLY}
        kubernetesServiceAccountAdmissionRules:
          production:web: {evaluationMode: REQUIRE_ATTESTATION, enforcementMode: ENFORCED_BLOCK_AND_AUDIT_LOG, requireAttestationsBy: [projects/shop/attestors/qa]}
        """;

    private static readonly Notary Quality = new("qa");

    [Fact]
    public async Task The_most_specific_rule_decides()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy + "\n---\n" + Quality.Attestor);
        var refused = await JudgeAsync(gate, "production");
        Assert.Equal("denied", (string)Cause(refused)["reason"]!);
        Assert.Contains("[policy projects/shop/policy, rule default]", (string)Cause(refused)["message"]!, StringComparison.Ordinal);

        var dryRun = await JudgeAsync(gate, "staging");
        Assert.True((bool)dryRun["allowed"]!);
        Assert.Contains(dryRun["warnings"]!.AsArray(), w => ((string)w!).StartsWith("would be denied by projects/shop/policy, rule namespace:staging", StringComparison.Ordinal));

        Assert.Equal("not-attested", (string)Cause(await JudgeAsync(gate, "production", serviceAccount: "web"))["reason"]!);
        gate.Store.Add(Quality.Attest(Gate.Image('a')));
        Assert.True((bool)(await JudgeAsync(gate, "production", serviceAccount: "web"))["allowed"]!);
    }

    [Fact]
    public async Task An_attestor_that_is_not_there_is_the_policys_fault()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy);
        Assert.Equal("policy-error", (string)Cause(await JudgeAsync(gate, "production", serviceAccount: "web"))["reason"]!);
    }

    [Theory]
    [InlineData("registry.shop.example/tools/curl:8", true)]
    [InlineData("gke.gcr.io/pause:3", true)]
    [InlineData("registry.shop.example/other:1", false)]
    public async Task Exempt_and_system_images_pass(string image, bool isAdmitted)
    {
        await using var gate = await Gate.OpenAsync(o => o.SystemImages.Add("gke.gcr.io/**"));
        await gate.ApplyAsync(Policy);
        Assert.Equal(isAdmitted, (bool)(await JudgeAsync(gate, "production", image))["allowed"]!);
    }

    [Fact]
    public async Task The_cluster_is_what_the_configuration_says()
    {
        await using var gate = await Gate.OpenAsync(o => o.Cluster = "europe-west1.test");
        await gate.ApplyAsync(Policy);
        Assert.True((bool)(await JudgeAsync(gate, "production"))["allowed"]!);
    }

    [Fact]
    public async Task Its_label_breaks_the_glass_for_those_who_may()
    {
        await using var gate = await Gate.OpenAsync(o => o.BreakGlass.Groups.Add("oncall"));
        await gate.ApplyAsync(Policy);
        var review = JsonNode.Parse(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))))!;
        review["request"]!["object"]!["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["image-policy.k8s.io/break-glass"] = "true" } };
        Assert.False((bool)(await gate.JudgeAsync(review.ToJsonString()))["allowed"]!);
        gate.Time.Advance(TimeSpan.FromSeconds(1));
        review["request"]!["userInfo"]!["groups"] = new JsonArray("developers", "oncall");
        Assert.True((bool)(await gate.JudgeAsync(review.ToJsonString()))["allowed"]!);
    }

    private static Task<JsonNode> JudgeAsync(Gate gate, string @namespace, string? image = null, string serviceAccount = "")
    {
        gate.Time.Advance(TimeSpan.FromSeconds(1));
        var pod = Gate.PodOf(image ?? Gate.Image('a'));
        if (serviceAccount.Length > 0)
        {
            pod["serviceAccountName"] = serviceAccount;
        }

        return gate.JudgeAsync(Gate.Review("Deployment", pod, @namespace));
    }

    private static JsonNode Cause(JsonNode response) => Assert.Single(response["status"]!["details"]!["causes"]!.AsArray())!;
}
