using System.Text.Json.Nodes;
using Gatehouse.Admission.Languages;
using Gatehouse.Admission.Registries;
using Gatehouse.Attestation.Keys;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>Policies about signatures in registries, on the real path of a review.</summary>
public sealed class ImageSignaturesTests
{
    private static readonly PrivateKey Key = PrivateKey.Generate(KeyKind.EcdsaP256);
    private static readonly PrivateKey Other = PrivateKey.Generate(KeyKind.EcdsaP256);

    private static string ClusterPolicy(string mode = "enforce") => $$"""
        apiVersion: policy.sigstore.dev/v1beta1
        kind: ClusterImagePolicy
        metadata: {name: signed}
        spec:
          mode: {{mode}}
          images: [{glob: "registry.shop.example/**"}]
          authorities: [{name: release, key: {data: {{Pem(Key)}} } }]
        """;

    private static readonly string Platform = $$"""
        name: projects/shop/platforms/gke/policies/signed
        gkePolicy:
          checkSets:
          - displayName: all
            checks:
            - sigstoreSignatureCheck: {sigstoreAuthorities: [{displayName: release, publicKeySet: {publicKeys: [{publicKeyPem: {{Pem(Key)}} } ] } } ] }
            - imageFreshnessCheck: {maxUploadAgeDays: 30}
        """;

    [Fact]
    public async Task A_signature_by_the_key_of_a_cluster_policy_admits()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(ClusterPolicy());
        gate.Registry.Sign(Gate.Image('a'), Key);
        gate.Registry.Sign(Gate.Image('b'), Other);
        Assert.True((bool)(await JudgeAsync(gate, 'a'))["allowed"]!);
        var refused = await JudgeAsync(gate, 'b');
        Assert.Equal("signature-missing", Reason(refused));
        Assert.Contains("signed, authority release", (string)refused["status"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_warns_admits_with_a_warning_and_the_decision_keeps_why()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(ClusterPolicy("warn"));
        var answer = await JudgeAsync(gate, 'a');
        Assert.True((bool)answer["allowed"]!);
        Assert.StartsWith("would be denied by signed", (string)answer["warnings"]![0]!, StringComparison.Ordinal);
        var (_, decision) = await gate.GetAsync($"v1/decisions/{answer["auditAnnotations"]!["decision"]}");
        Assert.Equal("Warn", (string)decision["advisories"]![0]!["mode"]!);
        Assert.Equal("signature-missing", (string)decision["advisories"]![0]!["violation"]!["id"]!);
    }

    [Fact]
    public async Task An_image_that_no_cluster_policy_is_for_is_as_the_options_say()
    {
        await using var gate = await Gate.OpenAsync(o => o.ImagesWithoutClusterPolicy = Gatehouse.Policy.Sigstore.NoMatchPolicy.Deny);
        var review = Gate.Review("Pod", Gate.PodOf($"elsewhere.example/web@sha256:{new string('a', 64)}"));
        Assert.True((bool)(await gate.JudgeAsync(review))["allowed"]!);
        gate.Time.Advance(TimeSpan.FromSeconds(1));
        await gate.ApplyAsync(ClusterPolicy());
        Assert.False((bool)(await gate.JudgeAsync(review))["allowed"]!);
    }

    [Fact]
    public async Task A_registry_that_is_down_is_told_and_not_taken_for_unsigned()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(ClusterPolicy());
        gate.Registry.Sign(Gate.Image('a'), Key);
        gate.Registry.Failure = new(RegistryProblem.Unavailable, "registry.shop.example does not answer");
        var refused = await JudgeAsync(gate, 'a');
        Assert.Equal("facts-unavailable", Reason(refused));
        Assert.Contains("registry.shop.example does not answer", (string)refused["status"]!["message"]!, StringComparison.Ordinal);

        gate.Registry.Failure = null;
        Assert.True((bool)(await JudgeAsync(gate, 'a'))["allowed"]!);
    }

    [Fact]
    public async Task A_second_look_asks_the_registry_only_after_the_time_that_facts_are_good_for()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(ClusterPolicy());
        gate.Registry.Sign(Gate.Image('a'), Key);
        _ = await JudgeAsync(gate, 'a');
        _ = await JudgeAsync(gate, 'a');
        Assert.Equal(1, gate.Registry.Requests);
        gate.Time.Advance(TimeSpan.FromSeconds(30));
        _ = await JudgeAsync(gate, 'a');
        Assert.Equal(2, gate.Registry.Requests);
    }

    [Fact]
    public async Task A_record_of_the_image_has_its_signatures_looked_at_again()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(ClusterPolicy());
        Assert.False((bool)(await JudgeAsync(gate, 'a'))["allowed"]!);
        gate.Registry.Sign(Gate.Image('a'), Key);
        gate.Store.Add(Gate.Scan(Gate.Image('a')));
        Assert.True((bool)(await JudgeAsync(gate, 'a'))["allowed"]!);
        Assert.Equal([Gate.Image('a')], gate.Registry.Forgotten);
    }

    [Fact]
    public async Task A_keyless_authority_without_a_trusted_root_vouches_for_nothing_even_where_the_gate_fails_open()
    {
        await using var gate = await Gate.OpenAsync(o => o.FailureMode = Gatehouse.Admission.Judging.FailureMode.Open);
        await gate.ApplyAsync("""
            apiVersion: policy.sigstore.dev/v1beta1
            kind: ClusterImagePolicy
            metadata: {name: signed}
            spec:
              images: [{glob: "**"}]
              authorities: [{name: ci, keyless: {identities: [{issuer: "https://issuer.example", subject: "ci@shop.example"}]}}]
            """);
        var refused = await JudgeAsync(gate, 'a');
        Assert.Equal("signature-missing", Reason(refused));
        Assert.Contains(refused["warnings"]!.AsArray(), w => ((string)w!).Contains("there is no trusted root https://fulcio.sigstore.dev", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_of_attestations_alone_asks_no_registry()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {maximumSeverity: HIGH}}");
        _ = await JudgeAsync(gate, 'a');
        Assert.Equal(0, gate.Registry.Requests);
    }

    [Fact]
    public async Task Another_key_in_the_policy_counts_at_once()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(ClusterPolicy());
        gate.Registry.Sign(Gate.Image('a'), Other);
        Assert.False((bool)(await JudgeAsync(gate, 'a'))["allowed"]!);
        await gate.ApplyAsync(ClusterPolicy().Replace(Pem(Key), Pem(Other), StringComparison.Ordinal));
        Assert.True((bool)(await JudgeAsync(gate, 'a'))["allowed"]!);
    }

    [Theory]
    [InlineData(EnforcementMode.Enforce, false, false)]
    [InlineData(EnforcementMode.Warn, true, true)]
    [InlineData(EnforcementMode.Audit, true, false)]
    public async Task A_platform_policy_does_what_the_options_say(EnforcementMode mode, bool isAdmitted, bool warns)
    {
        await using var gate = await Gate.OpenAsync(o => o.PlatformPolicies = mode);
        await gate.ApplyAsync(Platform);
        gate.Registry.UploadTime = gate.Time.GetUtcNow().AddDays(-31);
        gate.Registry.Sign(Gate.Image('a'), Key);
        var answer = await JudgeAsync(gate, 'a');
        Assert.Equal(isAdmitted, (bool)answer["allowed"]!);
        Assert.Equal(warns, answer["warnings"] is not null);
        gate.Time.Advance(TimeSpan.FromSeconds(31));
        gate.Registry.UploadTime = gate.Time.GetUtcNow().AddDays(-29);
        Assert.True((bool)(await JudgeAsync(gate, 'a'))["allowed"]!);
    }

    private static string Pem(PrivateKey key) => JsonValue.Create(key.PublicKey.ToPem()).ToJsonString();

    private static string Reason(JsonNode answer) => (string)answer["status"]!["details"]!["causes"]![0]!["reason"]!;

    private static async Task<JsonNode> JudgeAsync(Gate gate, char image)
    {
        gate.Time.Advance(TimeSpan.FromMilliseconds(1));
        return await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(Gate.Image(image))));
    }
}
