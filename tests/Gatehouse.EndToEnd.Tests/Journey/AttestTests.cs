using System.Diagnostics;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Journey;

/// <summary>From an image nobody vouches for to one that an authority attested, by the command line alone.</summary>
public sealed class AttestTests : IDisposable
{
    private const string Image = "registry.example/shop/web@sha256:0cf457e24a479f02fd4d34540389f720f0807dcff92a7562108165b2637ea82f";
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
