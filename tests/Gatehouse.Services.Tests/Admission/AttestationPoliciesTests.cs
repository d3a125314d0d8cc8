using System.Text.Json.Nodes;
using Gatehouse.Admission.Facts;
using Gatehouse.Admission.Judging;
using Gatehouse.Artifacts.Content;
using Gatehouse.Grafeas.V1;
using Gatehouse.Policy.Attestors;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>Generic attestation policies and attestation authorities on the real path of a review; the cryptography is somebody else's here.</summary>
public sealed class AttestationPoliciesTests
{
    private const string Policies = """
        apiVersion: kritis.grafeas.io/v1beta1
        kind: AttestationAuthority
        metadata: {name: qa, namespace: production}
        spec: {noteReference: projects/shop/notes/qa}
        ---
        apiVersion: kritis.grafeas.io/v1beta1
        kind: AttestationAuthority
        metadata: {name: build, namespace: production}
        spec: {noteReference: projects/shop/notes/build}
        ---
        apiVersion: kritis.grafeas.io/v1beta1
        kind: GenericAttestationPolicy
        metadata: {name: release, namespace: production}
        spec:
          attestationAuthorityNames: [qa, build]
          admissionAllowlistPatterns: [{namePattern: "registry.shop.example/tools/*"}]
        """;

    [Fact]
    public async Task An_image_runs_once_every_authority_has_attested_it()
    {
        await using var gate = await OpenAsync();
        await gate.ApplyAsync(Policies);
        var review = Gate.Review("Deployment", Gate.PodOf(Gate.Image('a')));

        var refused = await JudgeAsync(gate, review);
        Assert.False((bool)refused["allowed"]!);
        Assert.Equal(["not-attested", "not-attested"], Causes(refused).Select(c => (string)c["reason"]!));
        Assert.Contains("gatehouse attest IMAGE --authority qa", (string)Causes(refused)[0]["message"]!, StringComparison.Ordinal);
        Assert.Equal("spec.template.spec.containers[0].image", (string)Causes(refused)[0]["field"]!);

        gate.Store.Add(Attestation(Gate.Image('a'), "qa", "good"));
        gate.Store.Add(Attestation(Gate.Image('b'), "build", "good"));
        gate.Store.Add(Attestation(Gate.Image('a'), "build", "bad"));
        var half = await JudgeAsync(gate, review);
        Assert.Contains("the signature is bad", (string)Assert.Single(Causes(half))["message"]!, StringComparison.Ordinal);

        gate.Store.Add(Attestation(Gate.Image('a'), "build", "good"));
        Assert.True((bool)(await JudgeAsync(gate, review))["allowed"]!);
    }

    [Fact]
    public async Task An_image_that_the_policy_exempts_needs_no_attestation()
    {
        await using var gate = await OpenAsync();
        await gate.ApplyAsync(Policies);
        Assert.True((bool)(await JudgeAsync(gate, Gate.Review("Pod", Gate.PodOf("registry.shop.example/tools/curl:8"))))["allowed"]!);
        Assert.False((bool)(await JudgeAsync(gate, Gate.Review("Pod", Gate.PodOf("registry.shop.example/tools/deep/curl:8"))))["allowed"]!);
    }

    [Fact]
    public async Task A_policy_whose_authority_is_not_there_refuses_everything()
    {
        await using var gate = await OpenAsync();
        await gate.ApplyAsync("apiVersion: kritis.grafeas.io/v1beta1\nkind: GenericAttestationPolicy\nmetadata: {name: g, namespace: production}\nspec: {attestationAuthorityNames: [gone]}\n");
        var response = await JudgeAsync(gate, Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))));
        Assert.Equal("policy-error", (string)Assert.Single(Causes(response))["reason"]!);
    }

    [Fact]
    public async Task An_attestation_replaces_the_look_at_vulnerabilities()
    {
        await using var gate = await OpenAsync();
        await gate.ApplyAsync("apiVersion: kritis.grafeas.io/v1beta1\nkind: AttestationAuthority\nmetadata: {name: qa, namespace: production}\nspec: {noteReference: projects/shop/notes/qa}\n");
        await gate.ApplyPolicyAsync("{attestationAuthorityName: qa, packageVulnerabilityRequirements: {maximumSeverity: LOW}}");
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-1", Severity.High, "2"));
        var review = Gate.Review("Pod", Gate.PodOf(Gate.Image('a')));
        Assert.False((bool)(await JudgeAsync(gate, review))["allowed"]!);
        gate.Store.Add(Attestation(Gate.Image('a'), "qa", "good"));
        Assert.True((bool)(await JudgeAsync(gate, review))["allowed"]!);
    }

    [Theory]
    [InlineData("ann@shop.example", "outage 4711", true)]
    [InlineData("ann@shop.example", "false", false)]
    [InlineData("ann@shop.example", "", false)]
    [InlineData("eve@shop.example", "outage 4711", false)]
    public async Task The_glass_breaks_for_those_who_may_and_say_why(string user, string reason, bool isAdmitted)
    {
        await using var gate = await OpenAsync(o => o.BreakGlass.Users.Add("ann@shop.example"));
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
    public async Task Anybody_breaks_the_glass_where_that_is_set_as_in_Kritis()
    {
        await using var gate = await OpenAsync(o => o.BreakGlass.Anybody = true);
        await gate.ApplyAsync(Policies);
        var review = JsonNode.Parse(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))))!;
        review["request"]!["object"]!["metadata"] = new JsonObject { ["annotations"] = new JsonObject { ["kritis.grafeas.io/breakglass"] = "false" } };
        Assert.True((bool)(await JudgeAsync(gate, review.ToJsonString()))["allowed"]!);
    }

    [Fact]
    public async Task An_authority_without_keys_is_accepted_with_a_warning()
    {
        await using var gate = await OpenAsync();
        var answer = await gate.ApplyAsync(Policies);
        Assert.Equal(2, answer["warnings"]!.AsArray().Count);
        Assert.Contains("(body):4:", (string)answer["warnings"]![0]!, StringComparison.Ordinal);
    }

    private static Task<Gate> OpenAsync(Action<AdmissionOptions>? configure = null) =>
        Gate.OpenAsync(configure, services => services.AddSingleton<IAttestationVerifier, Notary>());

    /// <summary>Ids of decisions come from the clock and chance, and chance is a constant here.</summary>
    private static Task<JsonNode> JudgeAsync(Gate gate, string review)
    {
        gate.Time.Advance(TimeSpan.FromSeconds(1));
        return gate.JudgeAsync(review);
    }

    private static Occurrence Attestation(string image, string note, string signature) => new()
    {
        ResourceUri = "https://" + image,
        NoteName = $"projects/shop/notes/{note}",
        Kind = NoteKind.Attestation,
        Attestation = new() { Signatures = { new Signature { Signature_ = ByteString.CopyFromUtf8(signature), PublicKeyId = "k" } } },
    };

    private static JsonNode[] Causes(JsonNode response) => [.. response["status"]!["details"]!["causes"]!.AsArray().Select(c => c!)];

    private sealed class Notary : IAttestationVerifier
    {
        public AttestationOutcome Verify(Attestor attestor, ImageReference image, IReadOnlyList<AttestationEvidence> evidence, DateTimeOffset now) =>
            evidence.Any(e => e.Signatures.Any(s => s.Value.Span.SequenceEqual("good"u8)))
                ? AttestationOutcome.Attested
                : new(false, [.. evidence.Select(_ => "the signature is bad")]);
    }
}
