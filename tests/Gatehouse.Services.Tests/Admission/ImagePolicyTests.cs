using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Attestation.Keys;
using Gatehouse.Grafeas.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Envelope = Gatehouse.Attestation.Envelopes.Envelope;

namespace Gatehouse.Services.Tests.Admission;

/// <summary>Gatehouse's own documents on the real path of a review: each field by what it refuses and what it lets pass.</summary>
public sealed class ImagePolicyTests
{
    private static readonly PrivateKey Key = PrivateKey.Generate(KeyKind.EcdsaP256);
    private static readonly PrivateKey Other = PrivateKey.Generate(KeyKind.EcdsaP256);
    private static readonly Notary Quality = new("qa");

    [Theory]
    [InlineData("{images: [registry.shop.example/**]}", true)]
    [InlineData("{images: [elsewhere.example/**]}", false)]
    [InlineData("{namespaces: [production]}", true)]
    [InlineData("{namespaces: [prod*]}", true)]
    [InlineData("{namespaces: [staging]}", false)]
    [InlineData("{kinds: [Pod]}", true)]
    [InlineData("{kinds: [Deployment]}", false)]
    [InlineData("{clusters: [north]}", true)]
    [InlineData("{clusters: [south]}", false)]
    [InlineData("{deployers: {users: [ann@shop.example]}}", true)]
    [InlineData("{deployers: {groups: [nobody]}}", false)]
    [InlineData("{exclude: {images: [registry.shop.example/shop/web*]}}", false)]
    [InlineData("{exclude: {namespaces: [production]}}", false)]
    [InlineData("{}", true)]
    public async Task A_policy_is_for_what_it_matches(string match, bool isJudged)
    {
        await using var gate = await Gate.OpenAsync(o => o.Cluster = "north");
        await gate.ApplyAsync(Policy($"match: {match}", "require: {digest: true}"));
        Assert.Equal(!isJudged, (bool)(await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf($"{Gate.Repository}:1"))))["allowed"]!);
    }

    [Theory]
    [InlineData("{fixable: HIGH}", "CVE-2026-1", Severity.Critical, true, "vulnerability-severity")]
    [InlineData("{fixable: HIGH}", "CVE-2026-1", Severity.High, true, null)]
    [InlineData("{fixable: HIGH}", "CVE-2026-1", Severity.Critical, false, null)]
    [InlineData("{unfixable: NONE}", "CVE-2026-1", Severity.Minimal, false, "vulnerability-unfixable")]
    [InlineData("{fixable: NONE, allow: [CVE-2026-1]}", "CVE-2026-1", Severity.Critical, true, null)]
    [InlineData("{block: [CVE-2026-1]}", "CVE-2026-1", Severity.Low, true, "vulnerability-blocked")]
    [InlineData("{knownExploited: false}", "CVE-2026-1", Severity.Low, true, "vulnerability-exploited")]
    [InlineData("{knownExploited: true}", "CVE-2026-1", Severity.Low, true, null)]
    [InlineData("{epss: 0.5}", "CVE-2026-1", Severity.Low, true, null)]
    [InlineData("{epss: 0.49}", "CVE-2026-1", Severity.Low, true, "vulnerability-likely")]
    public async Task Findings_are_held_against_limits(string limit, string id, Severity severity, bool isFixable, string? violation)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy($"limit: {limit}"));
        var finding = Gate.Vulnerability(Gate.Image('a'), id, severity, isFixable ? "3.0.15-1~deb12u1" : null);
        finding.Vulnerability.Risk = new() { CisaKev = new(), Epss = new() { Score = 0.5 } };
        gate.Store.Add(finding);
        await ExpectAsync(gate, violation);
    }

    [Fact]
    public async Task A_refusal_names_the_version_to_upgrade_to()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy("limit: {fixable: MEDIUM}"));
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-2026-1", Severity.Critical, "3.0.15-1~deb12u1"));
        Assert.Contains("upgrade openssl to 3.0.15-1~deb12u1", (string)(await JudgeAsync(gate))["status"]!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("limit: {fixable: CRITICAL}", "image-unscanned")]
    [InlineData("limit: {fixable: CRITICAL, unscanned: true}", null)]
    [InlineData("require: {scannedWithinHours: 24}", "image-unscanned")]
    public async Task What_nobody_has_scanned_does_not_pass_unless_the_policy_says_so(string body, string? violation)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy(body));
        await ExpectAsync(gate, violation);
    }

    [Theory]
    [InlineData(23, null)]
    [InlineData(24, "scan-stale")]
    public async Task A_scan_grows_old(int hours, string? violation)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy("require: {scannedWithinHours: 24}"));
        var scan = Gate.Scan(Gate.Image('a'));
        scan.Discovery.LastScanTime = Timestamp.FromDateTimeOffset(gate.Time.GetUtcNow().AddHours(-hours));
        gate.Store.Add(scan);
        await ExpectAsync(gate, violation);
    }

    [Fact]
    public async Task An_attestation_is_asked_for_by_the_command_that_makes_it()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy("require: {attestedBy: [production/qa]}") + Quality.Authority);
        var refused = await JudgeAsync(gate);
        Assert.Equal("not-attested", Reason(refused));
        Assert.Contains("gatehouse attest IMAGE --authority qa --namespace production", (string)refused["status"]!["message"]!, StringComparison.Ordinal);
        gate.Store.Add(Quality.Attest(Gate.Image('a')));
        await ExpectAsync(gate, null);
    }

    [Fact]
    public async Task An_attestor_that_is_not_there_attests_nothing_even_where_the_gate_fails_open()
    {
        await using var gate = await Gate.OpenAsync(o => o.FailureMode = Gatehouse.Admission.Judging.FailureMode.Open);
        await gate.ApplyAsync(Policy("require: {attestedBy: [production/qa]}"));
        gate.Store.Add(Quality.Attest(Gate.Image('a')));
        var refused = await JudgeAsync(gate);
        Assert.Equal("not-attested", Reason(refused));
        Assert.Contains(refused["warnings"]!.AsArray(), w => ((string)w!).Contains("names the attestor production/qa, which is not there", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("all", 1, "signature-missing")]
    [InlineData("all", 2, null)]
    [InlineData("atLeast: 1", 1, null)]
    [InlineData("atLeast: 1", 0, "signature-missing")]
    public async Task So_many_of_the_signers_have_to_sign(string count, int signed, string? violation)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy($"require: {{signedBy: [{{keys: [{Pem(Key)}]}}, {{keys: [{Pem(Other)}]}}]{(count == "all" ? "" : ", " + count)}}}"));
        foreach (var key in ((PrivateKey[])[Key, Other]).Take(signed))
        {
            gate.Registry.Sign(Gate.Image('a'), key);
        }

        await ExpectAsync(gate, violation);
    }

    [Fact]
    public async Task A_trusted_key_counts_by_its_name_until_it_is_revoked_even_where_the_gate_fails_open()
    {
        await using var gate = await Gate.OpenAsync(o => o.FailureMode = Gatehouse.Admission.Judging.FailureMode.Open);
        var key = $"---\napiVersion: gatehouse/v1\nkind: TrustedKey\nmetadata: {{name: release}}\nspec: {{publicKeyPem: {Pem(Key)}}}\n";
        await gate.ApplyAsync(Policy("require: {signedBy: [{trustedKeys: [release]}]}") + key);
        gate.Registry.Sign(Gate.Image('a'), Key);
        await ExpectAsync(gate, null);
        await gate.ApplyAsync(key.Replace("}\n", ", revoked: true}\n", StringComparison.Ordinal).Replace("{name: release, revoked: true}", "{name: release}", StringComparison.Ordinal));
        var refused = await JudgeAsync(gate);
        Assert.Equal("signature-missing", Reason(refused));
        Assert.Contains(refused["warnings"]!.AsArray(), w => ((string)w!).Contains("the TrustedKey release, which is revoked", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("testsPassed: true", "https://in-toto.io/attestation/test-result/v0.1", """{"result":"PASSED"}""", null)]
    [InlineData("testsPassed: true", "https://in-toto.io/attestation/test-result/v0.1", """{"result":"FAILED"}""", "statement-refused")]
    [InlineData("testsPassed: true", "https://example.com/other", "{}", "statement-missing")]
    [InlineData("sbom: any", "https://spdx.dev/Document", "{}", null)]
    [InlineData("sbom: cyclonedx", "https://spdx.dev/Document", "{}", "statement-missing")]
    [InlineData("statements: [{type: 'https://example.com/review', condition: 'predicate.reviewers.size() >= 2'}]", "https://example.com/review", """{"reviewers":["ann","bob"]}""", null)]
    [InlineData("statements: [{type: 'https://example.com/review', condition: 'predicate.reviewers.size() >= 2'}]", "https://example.com/review", """{"reviewers":["ann"]}""", "statement-refused")]
    [InlineData("builtBy: ['https://builder.example/1']", "https://slsa.dev/provenance/v1", """{"buildDefinition":{"buildType":"https://b.example","externalParameters":{"source":"git+https://github.com/acme/web@refs/heads/main"}},"runDetails":{"builder":{"id":"https://builder.example/1"}}}""", null)]
    [InlineData("builtBy: ['https://builder.example/2']", "https://slsa.dev/provenance/v1", """{"buildDefinition":{"buildType":"https://b.example","externalParameters":{"source":"git+https://github.com/acme/web@refs/heads/main"}},"runDetails":{"builder":{"id":"https://builder.example/1"}}}""", "provenance-mismatch")]
    [InlineData("builtBy: ['https://builder.example/1'], source: {repositories: [github.com/acme/*], ref: refs/heads/main}", "https://slsa.dev/provenance/v1", """{"buildDefinition":{"buildType":"https://b.example","externalParameters":{"source":"git+https://github.com/acme/web@refs/heads/main"}},"runDetails":{"builder":{"id":"https://builder.example/1"}}}""", null)]
    [InlineData("builtBy: ['https://builder.example/1'], source: {repositories: [github.com/acme/*], ref: refs/heads/main}", "https://slsa.dev/provenance/v1", """{"buildDefinition":{"buildType":"https://b.example","externalParameters":{"source":"git+https://github.com/acme/web@refs/heads/dev"}},"runDetails":{"builder":{"id":"https://builder.example/1"}}}""", "provenance-mismatch")]
    [InlineData("slsa: {verifier: 'https://verifier.example', levels: [SLSA_BUILD_LEVEL_2]}", "https://slsa.dev/verification_summary/v1", """{"verifier":{"id":"https://verifier.example"},"timeVerified":"2026-01-01T00:00:00Z","resourceUri":"x","policy":{"uri":"p"},"verificationResult":"PASSED","verifiedLevels":["SLSA_BUILD_LEVEL_3"]}""", null)]
    [InlineData("slsa: {verifier: 'https://verifier.example', levels: [SLSA_BUILD_LEVEL_2]}", "https://slsa.dev/verification_summary/v1", """{"verifier":{"id":"https://verifier.example"},"timeVerified":"2026-01-01T00:00:00Z","resourceUri":"x","policy":{"uri":"p"},"verificationResult":"PASSED","verifiedLevels":["SLSA_BUILD_LEVEL_1"]}""", "summary-missing")]
    public async Task Statements_in_the_records_count_when_a_signer_of_the_policy_made_them(string require, string type, string predicate, string? violation)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy($"require: {{signedBy: [{{keys: [{Pem(Key)}, {Pem(Other)}]}}], {require}}}"));
        gate.Registry.Sign(Gate.Image('a'), Other);
        gate.Store.Add(Statement(Gate.Image('a'), type, predicate, Key));
        await ExpectAsync(gate, violation);
    }

    [Fact]
    public async Task A_statement_by_the_key_of_another_policy_counts_for_that_one_only()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(
            Policy($"require: {{signedBy: [{{keys: [{Pem(Key)}]}}], testsPassed: true, builtBy: ['https://builder.example/1']}}")
            + "---\n" + Policy($"mode: audit", $"require: {{signedBy: [{{keys: [{Pem(Other)}]}}]}}").Replace("name: release", "name: other", StringComparison.Ordinal));
        gate.Registry.Sign(Gate.Image('a'), Key);
        gate.Store.Add(Statement(Gate.Image('a'), "https://in-toto.io/attestation/test-result/v0.1", """{"result":"PASSED"}""", Other));
        gate.Store.Add(Statement(Gate.Image('a'), "https://slsa.dev/provenance/v1", """{"buildDefinition":{"buildType":"https://b.example","externalParameters":{}},"runDetails":{"builder":{"id":"https://builder.example/1"}}}""", Other));
        var causes = (await JudgeAsync(gate))["status"]!["details"]!["causes"]!.AsArray().Select(c => (string)c!["reason"]!);
        Assert.Equal(["statement-missing", "provenance-mismatch"], causes);
    }

    [Theory]
    [InlineData("maxImageAgeDays: 30", -31, "image-stale")]
    [InlineData("maxImageAgeDays: 30", -29, null)]
    [InlineData("trustedDirectories: [registry.shop.example/shop/*]", 0, "directory-untrusted")]
    [InlineData("trustedDirectories: [registry.shop.example/shop]", 0, null)]
    public async Task Age_and_place_count(string require, int uploadedDays, string? violation)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy($"require: {{{require}}}"));
        gate.Registry.UploadTime = gate.Time.GetUtcNow().AddDays(uploadedDays);
        await ExpectAsync(gate, violation);
    }

    [Theory]
    [InlineData("enforce", false, false)]
    [InlineData("warn", true, true)]
    [InlineData("audit", true, false)]
    public async Task The_mode_says_what_follows(string mode, bool isAdmitted, bool warns)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy($"mode: {mode}", $"require: {{signedBy: [{{keys: [{Pem(Key)}]}}]}}"));
        var answer = await JudgeAsync(gate);
        Assert.Equal((isAdmitted, warns), ((bool)answer["allowed"]!, answer["warnings"] is not null));
    }

    [Theory]
    [InlineData("closed", false)]
    [InlineData("open", true)]
    public async Task A_policy_says_how_it_fails(string onFailure, bool isAdmitted)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync(Policy($"onFailure: {onFailure}", $"require: {{signedBy: [{{keys: [{Pem(Key)}]}}]}}"));
        gate.Registry.Failure = new(Gatehouse.Admission.Registries.RegistryProblem.Unavailable, "the registry is down");
        var answer = await JudgeAsync(gate);
        Assert.Equal(isAdmitted, (bool)answer["allowed"]!);
        var (_, decision) = await gate.GetAsync($"v1/decisions/{answer["auditAnnotations"]!["decision"]}");
        Assert.Contains("the registry is down", decision[isAdmitted ? "warnings" : "violations"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ids: [CVE-2026-1], until: 2026-01-03", true)]
    [InlineData("ids: [CVE-2026-1], until: '2026-01-02T03:04:06Z'", true)]
    [InlineData("ids: [CVE-2026-1], until: '2026-01-02T03:04:05Z'", false)]
    [InlineData("ids: [CVE-2026-2], until: 2026-01-03", false)]
    [InlineData("ids: [vulnerability-severity], until: 2026-01-03", true)]
    [InlineData("ids: [CVE-2026-1], until: 2026-01-03, images: [registry.shop.example/**]", true)]
    [InlineData("ids: [CVE-2026-1], until: 2026-01-03, images: [elsewhere.example/**]", false)]
    [InlineData("ids: [CVE-2026-1], until: 2026-01-03, namespaces: [staging]", false)]
    [InlineData("ids: [CVE-2026-1], until: 2026-01-03, policies: [release]", true)]
    [InlineData("ids: [CVE-2026-1], until: 2026-01-03, policies: [other]", false)]
    public async Task An_exception_excuses_what_it_names_until_it_ends(string exception, bool isAdmitted)
    {
        var words = $"{exception}, approvedBy: ann@shop.example, reason: not reachable, ticket: SEC-1";
        foreach (var isInPolicy in (bool[])[true, false])
        {
            await using var gate = await Gate.OpenAsync();
            var own = $"---\napiVersion: gatehouse/v1\nkind: PolicyException\nmetadata: {{name: openssl}}\nspec: {{{words}}}\n";
            await gate.ApplyAsync(Policy(isInPolicy ? $"except: [{{{words}}}]" : "mode: enforce", "limit: {fixable: HIGH}") + (isInPolicy ? "" : own));
            gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-2026-1", Severity.Critical, "3.0.15"));
            var answer = await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))));
            Assert.Equal(isAdmitted, (bool)answer["allowed"]!);
            if (isAdmitted)
            {
                Assert.Contains("not reachable; approved by ann@shop.example, SEC-1", (string)answer["warnings"]![0]!, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_exception_holds_for_policies_of_every_language_and_the_decision_names_it()
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyPolicyAsync("{packageVulnerabilityRequirements: {maximumSeverity: LOW}}");
        await gate.ApplyAsync("apiVersion: gatehouse/v1\nkind: PolicyException\nmetadata: {name: openssl}\nspec: {ids: [CVE-2026-1], until: 2026-01-03, approvedBy: ann, reason: not reachable}\n");
        gate.Store.Add(Gate.Vulnerability(Gate.Image('a'), "CVE-2026-1", Severity.Critical, "3.0.15"));
        var answer = await JudgeAsync(gate);
        Assert.True((bool)answer["allowed"]!);
        var (_, decision) = await gate.GetAsync($"v1/decisions/{answer["auditAnnotations"]!["decision"]}");
        Assert.Equal(["ImageSecurityPolicy", "PolicyException"], decision["policies"]!.AsArray().Select(p => (string)p!["kind"]!));
    }

    [Theory]
    [InlineData("{users: [ann@shop.example]}", "ann@shop.example", "", true)]
    [InlineData("{users: ['*@shop.example']}", "ann@shop.example", "", true)]
    [InlineData("{users: [bob@shop.example]}", "ann@shop.example", "", false)]
    [InlineData("{groups: [release-managers]}", "ann@shop.example", "release-managers", true)]
    [InlineData("{groups: [release-managers]}", "ann@shop.example", "developers", false)]
    [InlineData("{serviceAccounts: ['ci:deployer']}", "system:serviceaccount:ci:deployer", "", true)]
    [InlineData("{serviceAccounts: ['ci:deployer']}", "system:serviceaccount:other:deployer", "", false)]
    [InlineData("{users: [bob@shop.example]}", "system:serviceaccount:kube-system:replicaset-controller", "system:serviceaccounts:kube-system", true)]
    public async Task Who_may_deploy_is_asked_where_a_deploy_policy_says(string allow, string user, string group, bool isAdmitted)
    {
        await using var gate = await Gate.OpenAsync();
        await gate.ApplyAsync($"apiVersion: gatehouse/v1\nkind: DeployPolicy\nmetadata: {{name: production}}\nspec: {{namespaces: [production], allow: {allow}}}\n");
        var review = JsonNode.Parse(Gate.Review("Deployment", Gate.PodOf(Gate.Image('a'))))!;
        review["request"]!["userInfo"] = new JsonObject { ["username"] = user, ["groups"] = new JsonArray(group) };
        var answer = await gate.JudgeAsync(review.ToJsonString());
        Assert.Equal(isAdmitted, (bool)answer["allowed"]!);
        if (!isAdmitted)
        {
            Assert.Equal("deploy-unauthorized", Reason(answer));
            Assert.Contains($"{user} may not deploy", (string)answer["status"]!["message"]!, StringComparison.Ordinal);
        }

        gate.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((bool)(await gate.JudgeAsync(Gate.Review("Deployment", Gate.PodOf(Gate.Image('a')), "staging")))["allowed"]!);
    }

    [Theory]
    [InlineData("ImagePolicy", "{}", "spec: require or limit is expected")]
    [InlineData("ImagePolicy", "{require: {digst: true}}", "spec.require.digst")]
    [InlineData("ImagePolicy", "{require: {signedBy: [{}]}}", "spec.require.signedBy[0]: exactly one of keys")]
    [InlineData("ImagePolicy", "{require: {signedBy: [{identities: [{issuer: a, subject: b}]}]}}", "spec.require.signedBy[0].trustedRoot")]
    [InlineData("ImagePolicy", "{require: {signedBy: [{trustedKeys: [a]}], atLeast: 2}}", "spec.require.atLeast: 2 of 1 signers can never be had")]
    [InlineData("ImagePolicy", "{require: {testsPassed: true}}", "spec.require.signedBy: is expected beside")]
    [InlineData("ImagePolicy", "{require: {signedBy: [{trustedKeys: [a]}], statements: [{type: x, condition: '1 +'}]}}", "spec.require.statements[0].condition")]
    [InlineData("ImagePolicy", "{require: {signedBy: [{trustedKeys: [a]}], source: {ref: main}}}", "spec.require.builtBy")]
    [InlineData("ImagePolicy", "{limit: {fixable: high}}", "spec.limit.fixable")]
    [InlineData("ImagePolicy", "{limit: {epss: 2}}", "spec.limit.epss: a number from 0 to 1")]
    [InlineData("ImagePolicy", "{limit: {allow: [CVE-1], block: [CVE-1]}}", "spec.limit.block: CVE-1 is allowed too")]
    [InlineData("ImagePolicy", "{match: {kinds: [Service]}, limit: {}}", "spec.match.kinds[0]: \"Service\" runs no pods")]
    [InlineData("ImagePolicy", "{mode: block, limit: {}}", "spec.mode")]
    [InlineData("ImagePolicy", "{limit: {}, except: [{ids: [CVE-1]}]}", "spec.except[0].until: a day or instant is expected")]
    [InlineData("PolicyException", "{until: tomorrow, approvedBy: a, reason: b}", "spec.ids")]
    [InlineData("PolicyException", "{ids: [a], until: tomorrow, approvedBy: a, reason: b}", "spec.until: \"tomorrow\" is no instant")]
    [InlineData("PolicyException", "{ids: [a], until: 2026-12-31, approvedBy: '', reason: b}", "spec.approvedBy: who approved it is expected")]
    [InlineData("DeployPolicy", "{namespaces: [production]}", "spec.allow")]
    [InlineData("DeployPolicy", "{allow: {serviceAccounts: [deployer]}}", "spec.allow.serviceAccounts[0]: \"deployer\" is not NAMESPACE:NAME")]
    [InlineData("TrustedKey", "{publicKeyPem: nothing}", "spec.publicKeyPem")]
    [InlineData("TrustedRoot", "{trustedRoot: '{}'}", "spec.trustedRoot")]
    public async Task A_mistake_is_told_with_its_place(string kind, string spec, string mistake)
    {
        await using var gate = await Gate.OpenAsync();
        var (status, answer) = await gate.PostAsync("v1/manifests:apply", $"apiVersion: gatehouse/v1\nkind: {kind}\nmetadata: {{name: a}}\nspec: {spec}\n");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(mistake, System.Text.RegularExpressions.Regex.Unescape(answer.ToJsonString()).Replace("\"field\":\"", "", StringComparison.Ordinal).Replace("\",\"description\":\"", ": ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string Policy(params string[] body) => $"apiVersion: gatehouse/v1\nkind: ImagePolicy\nmetadata: {{name: release}}\nspec:\n  {string.Join("\n  ", body)}\n";

    private static string Pem(PrivateKey key) => JsonValue.Create(key.PublicKey.ToPem()).ToJsonString();

    private static Occurrence Statement(string image, string type, string predicate, PrivateKey key)
    {
        var payload = System.Text.Encoding.UTF8.GetBytes(
            "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"web\",\"digest\":{\"sha256\":\"" + image[(image.LastIndexOf(':') + 1)..] + "\"}}],\"predicateType\":\"" + type + "\",\"predicate\":" + predicate + "}");
        var envelope = Envelope.Sign("application/vnd.in-toto+json", payload, key);
        return new()
        {
            ResourceUri = "https://" + image,
            NoteName = "projects/shop/notes/statements",
            Kind = NoteKind.DsseAttestation,
            DsseAttestation = new()
            {
                Envelope = new()
                {
                    PayloadType = envelope.PayloadType,
                    Payload = ByteString.CopyFrom(envelope.Payload.Span),
                    Signatures = { envelope.Signatures.Select(s => new Gatehouse.Grafeas.V1.EnvelopeSignature { Sig = ByteString.CopyFrom(s.Signature.Span), Keyid = s.KeyId }) },
                },
            },
        };
    }

    private static string Reason(JsonNode answer) => (string)answer["status"]!["details"]!["causes"]![0]!["reason"]!;

    private static async Task<JsonNode> JudgeAsync(Gate gate)
    {
        gate.Time.Advance(TimeSpan.FromMilliseconds(1));
        return await gate.JudgeAsync(Gate.Review("Pod", Gate.PodOf(Gate.Image('a'))));
    }

    private static async Task ExpectAsync(Gate gate, string? violation)
    {
        var answer = await JudgeAsync(gate);
        Assert.Equal(violation, (bool)answer["allowed"]! ? null : Reason(answer));
    }
}
