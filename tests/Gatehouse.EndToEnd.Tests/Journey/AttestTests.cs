using System.Diagnostics;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Journey;

/// <summary>From an image nobody vouches for to one that an authority attested, by the command line alone.</summary>
public sealed class AttestTests : IDisposable
{
    private const string Image = "registry.example/shop/web@sha256:0cf457e24a479f02fd4d34540389f720f0807dcff92a7562108165b2637ea82f";
    /// <summary>Its registry answers nobody.</summary>
    private const string LocalImage = "127.0.0.1:1/shop/web@sha256:0cf457e24a479f02fd4d34540389f720f0807dcff92a7562108165b2637ea82f";

    private const string TestResult = "https://in-toto.io/attestation/test-result/v0.1";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gatehouse-attest-");

    [Theory]
    [InlineData("EcdsaP256", "ECDSA_P256_SHA256", "")]
    [InlineData("EcdsaP521", "ECDSA_P521_SHA512", "open sesame")]
    [InlineData("Ed25519", "ED25519", "")]
    public async Task Refused_until_the_authority_attests_and_then_admitted(string kind, string algorithm, string password)
    {
        await using var server = await GatehouseProcess.StartAsync();
        await RunAsync(server, 0, password, "keys", "generate", At("qa"), "--kind", kind);
        await WriteAsync("policy.yaml", Policy(await File.ReadAllTextAsync(At("qa.pub"), TestContext.Current.CancellationToken), algorithm));
        await WriteAsync("pod.yaml", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: production}}\nspec: {{containers: [{{name: web, image: \"{Image}\"}}]}}\n");
        await RunAsync(server, 0, password, "project", "create", "shop");
        await RunAsync(server, 0, password, "apply", "-f", At("policy.yaml"));

        Assert.Contains("qa", await RunAsync(server, 1, password, "check", "-f", At("pod.yaml")), StringComparison.Ordinal);
        Assert.Contains("projects/shop/occurrences/", await RunAsync(server, 0, password, "attest", Image, "--authority", "qa", "-n", "production", "--key", At("qa.key")), StringComparison.Ordinal);
        await RunAsync(server, 0, password, "check", "-f", At("pod.yaml"));
    }

    [Fact]
    public async Task A_signature_of_another_key_changes_nothing()
    {
        await using var server = await GatehouseProcess.StartAsync();
        await RunAsync(server, 0, "", "keys", "generate", At("qa"));
        await RunAsync(server, 0, "", "keys", "generate", At("other"));
        await WriteAsync("policy.yaml", Policy(await File.ReadAllTextAsync(At("qa.pub"), TestContext.Current.CancellationToken), "ECDSA_P256_SHA256"));
        await WriteAsync("pod.yaml", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: production}}\nspec: {{containers: [{{name: web, image: \"{Image}\"}}]}}\n");
        await RunAsync(server, 0, "", "project", "create", "shop");
        await RunAsync(server, 0, "", "apply", "-f", At("policy.yaml"));
        await RunAsync(server, 0, "", "attest", Image, "--note", "projects/shop/notes/qa", "--key", At("other.key"));
        await RunAsync(server, 1, "", "check", "-f", At("pod.yaml"));
    }

    [Fact]
    public async Task A_key_may_come_from_the_environment()
    {
        await using var server = await GatehouseProcess.StartAsync();
        var id = (await RunAsync(server, 0, "open sesame", "keys", "generate", At("qa"))).Trim();
        var key = await File.ReadAllTextAsync(At("qa.key"), TestContext.Current.CancellationToken);
        var attest = new[] { "attest", Image, "--note", "projects/default/notes/qa", "--output", "json", "--key", "env://QA_KEY" };
        Assert.Contains(id, await RunAsync(server, 0, "open sesame", ("QA_KEY", key), attest), StringComparison.Ordinal);
        Assert.Contains("signing key", await RunAsync(server, 1, "wrong", ("QA_KEY", key), attest), StringComparison.Ordinal);
        Assert.Contains("\"env://QA_KEY\": the environment variable is not set", await RunAsync(server, 1, "open sesame", attest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_asks_for_passed_tests_is_refused_until_a_test_result_says_so()
    {
        await using var server = await GatehouseProcess.StartAsync();
        await RunAsync(server, 0, "", "keys", "generate", At("ci"));
        var key = (await File.ReadAllTextAsync(At("ci.pub"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\\n");
        await WriteAsync("policy.yaml", $"apiVersion: gatehouse/v1\nkind: ImagePolicy\nmetadata: {{name: tested}}\nspec: {{require: {{signedBy: [{{keys: [\"{key}\"]}}], testsPassed: true}}}}\n");
        await WriteAsync("pod.yaml", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: production}}\nspec: {{containers: [{{name: web, image: \"{LocalImage}\"}}]}}\n");
        await RunAsync(server, 0, "", "project", "create", "shop");
        await RunAsync(server, 0, "", "apply", "-f", At("policy.yaml"));
        await RunAsync(server, 0, "", "attest", LocalImage, "--note", "projects/shop/notes/ci", "--key", At("ci.key"));
        await RunAsync(server, 1, "", "check", "-f", At("pod.yaml"));

        await StateAsync("FAILED");
        await RunAsync(server, 1, "", "check", "-f", At("pod.yaml"));
        Assert.Contains("\"kind\": \"DSSE_ATTESTATION\"", await StateAsync("PASSED"), StringComparison.Ordinal);
        await RunAsync(server, 0, "", "check", "-f", At("pod.yaml"));

        async Task<string> StateAsync(string result)
        {
            await WriteAsync("tests.json", $$"""{"result":"{{result}}"}""");
            return await RunAsync(server, 0, "", "attest", LocalImage, "--note", "projects/shop/notes/tests", "--key", At("ci.key"), "--predicate", At("tests.json"), "--type", TestResult, "-o", "json");
        }
    }

    [Theory]
    [InlineData("""{"result":"GREAT","url":7}""", TestResult, "result must be PASSED, WARNED or FAILED")]
    [InlineData("""{"result":"GREAT","url":7}""", TestResult, "url must be a string")]
    [InlineData("""{"result":"PASSED","result":"FAILED"}""", TestResult, "twice in one object")]
    [InlineData("[]", "https://example.com/review", "a JSON object is expected")]
    [InlineData("{}", "vuln", "https://cosign.sigstore.dev/attestation/vuln/v1")]
    [InlineData("{}", "tests", "\"tests\" is no predicate type")]
    [InlineData("{}", "/tests", "\"/tests\" is no predicate type")]
    public async Task A_predicate_that_is_not_as_its_type_says_is_not_signed(string predicate, string type, string mistake)
    {
        await using var server = await GatehouseProcess.StartAsync();
        await RunAsync(server, 0, "", "keys", "generate", At("ci"));
        await WriteAsync("predicate.json", predicate);
        Assert.Contains(mistake, await RunAsync(server, 1, "", "attest", Image, "--note", "projects/default/notes/ci", "--key", At("ci.key"), "--predicate", At("predicate.json"), "--type", type), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("go together", "--note", "projects/default/notes/ci", "--predicate", "tests.json")]
    [InlineData("go together", "--note", "projects/default/notes/ci", "--type", TestResult)]
    [InlineData("say with --note", "--authority", "qa", "--predicate", "tests.json", "--type", TestResult)]
    [InlineData("no statements", "--note", "projects/default/notes/ci", "--predicate", "tests.json", "--type", TestResult, "--push")]
    public async Task Options_of_statements_that_do_not_go_together_are_told(string mistake, params string[] options)
    {
        await using var server = await GatehouseProcess.StartAsync();
        Assert.Contains(mistake, await RunAsync(server, 2, "", ["attest", Image, "--key", "ci.key", .. options]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_shown_by_every_id_whichever_half_is_given()
    {
        await using var server = await GatehouseProcess.StartAsync();
        var id = (await RunAsync(server, 0, "open sesame", "keys", "generate", At("qa"))).Trim();
        var shown = await RunAsync(server, 0, "", "keys", "show", At("qa.pub"), "-o", "json");
        Assert.Equal(shown, await RunAsync(server, 0, "open sesame", "keys", "show", At("qa.key"), "-o", "json"));
        var ids = JsonNode.Parse(shown)!["keys"]![0]!["ids"]!.AsArray().ToDictionary(i => (string)i!["form"]!, i => (string)i!["id"]!);
        Assert.Equal(id, ids["ni"]);
        Assert.Equal(ids["sha256"], Convert.ToHexStringLower(Convert.FromBase64String(ids["hint"])));
        Assert.Equal(id, "ni:///sha-256;" + ids["hint"].TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        Assert.Contains("is no key", await RunAsync(server, 1, "wrong", "keys", "show", At("qa.key")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_stored_policies_trust_are_listed_with_their_place()
    {
        await using var server = await GatehouseProcess.StartAsync();
        var id = (await RunAsync(server, 0, "", "keys", "generate", At("qa"))).Trim();
        var key = await File.ReadAllTextAsync(At("qa.pub"), TestContext.Current.CancellationToken);
        var quoted = JsonValue.Create(key).ToJsonString();
        await WriteAsync("policy.yaml", string.Join("\n---\n",
            Policy(key, "ECDSA_P256_SHA256"),
            $"apiVersion: gatehouse/v1\nkind: TrustedKey\nmetadata: {{name: old}}\nspec: {{publicKeyPem: {quoted}, revoked: true}}",
            $"apiVersion: gatehouse/v1\nkind: ImagePolicy\nmetadata: {{name: signed}}\nspec: {{require: {{signedBy: [{{keys: [{quoted}]}}]}}}}\n"));
        await RunAsync(server, 0, "", "apply", "-f", At("policy.yaml"));
        var listed = JsonNode.Parse(await RunAsync(server, 0, "", "keys", "list", "-o", "json"))!["keys"]!.AsArray();
        Assert.All(listed, k => Assert.Equal(id, (string?)k!["id"]));
        Assert.Equal(
            ["AttestationAuthority spec.publicKeys[0].pkixPublicKey.publicKeyPem False", "ImagePolicy spec.require.signedBy[0].keys[0] False", "TrustedKey spec.publicKeyPem True"],
            listed.Select(k => $"{k!["kind"]} {k["field"]} {(bool)k["revoked"]!}").Order(StringComparer.Ordinal));
        Assert.Contains("revoked", await RunAsync(server, 0, "", "keys", "list", "--kind", "TrustedKey"), StringComparison.Ordinal);
        Assert.Contains("No stored policy holds a key", await RunAsync(server, 0, "", "keys", "list", "--kind", "ClusterImagePolicy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_are_told_before_anything_is_signed()
    {
        await using var server = await GatehouseProcess.StartAsync();
        await RunAsync(server, 0, "", "keys", "generate", At("qa"));
        Assert.Contains("digest", await RunAsync(server, 1, "", "attest", "registry.example/app:1", "--note", "projects/default/notes/qa", "--key", At("qa.key")), StringComparison.Ordinal);
        Assert.Contains("--authority or --note", await RunAsync(server, 2, "", "attest", Image, "--key", At("qa.key")), StringComparison.Ordinal);
        Assert.Contains("signing key", await RunAsync(server, 1, "", "attest", Image, "--note", "projects/default/notes/qa", "--key", At("qa.pub")), StringComparison.Ordinal);
        Assert.Contains("AttestationAuthority/production/qa", await RunAsync(server, 1, "", "attest", Image, "--authority", "qa", "-n", "production", "--key", At("qa.key")), StringComparison.Ordinal);
        Assert.Contains("cannot write", await RunAsync(server, 1, "", "keys", "generate", At("qa")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Policy(string publicKey, string algorithm) => $$"""
        apiVersion: kritis.grafeas.io/v1beta1
        kind: AttestationAuthority
        metadata: {name: qa, namespace: production}
        spec:
          noteReference: projects/shop/notes/qa
          publicKeys:
            - keyType: PKIX
              pkixPublicKey:
                signatureAlgorithm: {{algorithm}}
                publicKeyPem: |
        {{string.Join('\n', publicKey.TrimEnd().Split('\n').Select(l => "                  " + l))}}
        ---
        apiVersion: kritis.grafeas.io/v1beta1
        kind: GenericAttestationPolicy
        metadata: {name: release, namespace: production}
        spec: {attestationAuthorityNames: [qa]}
        """;

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(At(name), text, TestContext.Current.CancellationToken);

    private static Task<string> RunAsync(GatehouseProcess server, int exitCode, string password, params string[] arguments) =>
        RunAsync(server, exitCode, password, null, arguments);

    private static async Task<string> RunAsync(GatehouseProcess server, int exitCode, string password, (string Name, string Value)? variable, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [GatehouseProcess.Dll, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GATEHOUSE_SERVER"] = server.Http.ToString(), ["GATEHOUSE_TOKEN"] = server.Token, ["GATEHOUSE_KEY_PASSWORD"] = password },
        };
        if (variable is var (name, value))
        {
            start.Environment[name] = value;
        }

        using var command = Process.Start(start)!;
        var errors = command.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await command.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await command.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(command.ExitCode == exitCode, $"gatehouse {string.Join(' ', arguments)}: {command.ExitCode}\n{output}");
        return output;
    }
}
