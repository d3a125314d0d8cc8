using System.Diagnostics;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;
using Gatehouse.Fakes.Registries;

namespace Gatehouse.EndToEnd.Tests.Registry;

/// <summary>A real registry, images that skopeo pushed, and the command line: tags are pinned, images signed and verified, and the gate admits what the registry says is signed.</summary>
public sealed class RegistryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gatehouse-registry-e2e-");

    [Fact]
    public async Task From_a_tag_to_a_signed_digest_that_the_gate_admits()
    {
        await using var registry = await StartAsync();
        await using var server = await GatehouseProcess.StartAsync();
        await PushAsync(registry, "shop/web:1", "first");
        await WriteAsync("pod.yaml", $"""
            # what runs in production
            apiVersion: v1
            kind: Pod
            metadata: {"{"}name: web, namespace: production{"}"}
            spec:
              containers:
              - name: web
                image: '{registry.Host}/shop/web:1'   # the shop
            """);
        Assert.Contains("has no digest", await RunAsync(server, 1, "pin", "-f", At("pod.yaml"), "--check"), StringComparison.Ordinal);
        await RunAsync(server, 0, "pin", "-f", At("pod.yaml"), "--in-place");
        var pinned = await File.ReadAllTextAsync(At("pod.yaml"), TestContext.Current.CancellationToken);
        Assert.Matches($"    image: '{registry.Host}/shop/web:1@sha256:[0-9a-f]{{64}}'   # the shop\n", pinned + "\n");
        Assert.StartsWith("# what runs in production\n", pinned, StringComparison.Ordinal);
        var image = pinned.Split('\'')[1];

        await RunAsync(server, 0, "keys", "generate", At("release"));
        await WriteAsync("policy.yaml", Policy(registry.Host, await File.ReadAllTextAsync(At("release.pub"), TestContext.Current.CancellationToken)));
        await RunAsync(server, 0, "project", "create", "shop");
        await RunAsync(server, 0, "apply", "-f", At("policy.yaml"));
        Assert.Contains("no signature", await RunAsync(server, 1, "verify", image, "--key", At("release.pub")), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("authority release", await RunAsync(server, 1, "check", "-f", At("pod.yaml")), StringComparison.Ordinal);

        Assert.Contains(".sig", await RunAsync(server, 0, "attest", image, "--note", "projects/shop/notes/release", "--key", At("release.key"), "--push"), StringComparison.Ordinal);
        Assert.Contains("the image", await RunAsync(server, 0, "verify", $"{registry.Host}/shop/web:1", "--key", At("release.pub")), StringComparison.Ordinal);
        await RunAsync(server, 0, "check", "-f", At("pod.yaml"));
    }

    [Fact]
    public async Task Another_image_under_the_tag_is_neither_signed_nor_admitted()
    {
        await using var registry = await StartAsync();
        await using var server = await GatehouseProcess.StartAsync();
        await PushAsync(registry, "shop/web:1", "signed");
        await RunAsync(server, 0, "keys", "generate", At("release"));
        await WriteAsync("policy.yaml", Policy(registry.Host, await File.ReadAllTextAsync(At("release.pub"), TestContext.Current.CancellationToken)));
        await RunAsync(server, 0, "project", "create", "shop");
        await RunAsync(server, 0, "apply", "-f", At("policy.yaml"));
        await WriteAsync("pod.yaml", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: production}}\nspec: {{containers: [{{name: web, image: \"{registry.Host}/shop/web:1\"}}]}}\n");
        await RunAsync(server, 0, "pin", "-f", At("pod.yaml"), "--output-dir", At("before"));
        var image = (await File.ReadAllTextAsync(At("before/pod.yaml"), TestContext.Current.CancellationToken)).Split('"')[1];
        await RunAsync(server, 0, "attest", image, "--note", "projects/shop/notes/release", "--key", At("release.key"), "--push");

        await PushAsync(registry, "shop/web:1", "moved");
        await RunAsync(server, 0, "pin", "-f", At("pod.yaml"), "--output-dir", At("after"));
        await RunAsync(server, 0, "check", "-f", At("before/pod.yaml"));
        Assert.Contains("authority release", await RunAsync(server, 1, "check", "-f", At("after/pod.yaml")), StringComparison.Ordinal);
        Assert.Contains("has no digest", await RunAsync(server, 1, "check", "-f", At("pod.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_image_that_cannot_be_pinned_is_told_and_nothing_is_written()
    {
        await using var registry = await StartAsync();
        await using var server = await GatehouseProcess.StartAsync();
        await PushAsync(registry, "shop/web:1", "first");
        var text = $"spec:\n  containers:\n  - image: {registry.Host}/shop/web:1\n  - image: {registry.Host}/shop/none:1\n  - {{image: \"UPPER/case\"}}\n";
        await WriteAsync("pod.yaml", text);
        var output = await RunAsync(server, 1, "pin", "-f", At("pod.yaml"), "--in-place");
        Assert.Contains("pod.yaml:5:13", output, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(At("pod.yaml"), TestContext.Current.CancellationToken));
        await WriteAsync("pod.yaml", text.Replace("  - {image: \"UPPER/case\"}\n", "", StringComparison.Ordinal));
        Assert.Contains("pod.yaml:4:12", await RunAsync(server, 1, "pin", "-f", At("pod.yaml"), "--in-place"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_another_exit_code()
    {
        await using var server = await GatehouseProcess.StartAsync();
        await RunAsync(server, 0, "keys", "generate", At("release"));
        Assert.Contains("127.0.0.1:1", await RunAsync(server, 3, "verify", "127.0.0.1:1/shop/web:1", "--key", At("release.pub")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<RealRegistry> StartAsync()
    {
        Assert.SkipUnless(RealRegistry.IsInstalled, "docker-registry is not installed");
        Assert.SkipWhen(RealRegistry.FindTool("skopeo") is null, "skopeo is not installed");
        return RealRegistry.StartAsync();
    }

    private static string Policy(string host, string publicKey) => $$"""
        apiVersion: policy.sigstore.dev/v1beta1
        kind: ClusterImagePolicy
        metadata: {name: signed}
        spec:
          images: [{glob: "{{host}}/**"}]
          authorities:
            - name: release
              key:
                data: |
        {{string.Join('\n', publicKey.TrimEnd().Split('\n').Select(l => "          " + l))}}
        """;

    /// <summary>Makes an image as a folder in OCI layout, and has skopeo push it.</summary>
    private async Task PushAsync(RealRegistry registry, string name, string text)
    {
        var layout = Directory.CreateDirectory(At($"layout-{text}")).FullName;
        Directory.CreateDirectory(Path.Combine(layout, "blobs", "sha256"));
        using var layer = new MemoryStream();
        await using (var tar = new TarWriter(layer, leaveOpen: true))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "hello") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }, TestContext.Current.CancellationToken);
        }

        var layerDescriptor = Store(layout, "application/vnd.oci.image.layer.v1.tar", layer.ToArray());
        var config = Store(layout, "application/vnd.oci.image.config.v1+json", Encoding.UTF8.GetBytes($$$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["{{{layerDescriptor["digest"]}}}"]}}"""));
        var manifest = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = "application/vnd.oci.image.manifest.v1+json", ["config"] = config, ["layers"] = new JsonArray(layerDescriptor) };
        var index = new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray(Store(layout, "application/vnd.oci.image.manifest.v1+json", Encoding.UTF8.GetBytes(manifest.ToJsonString()))) };
        await File.WriteAllTextAsync(Path.Combine(layout, "index.json"), index.ToJsonString(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(layout, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""", TestContext.Current.CancellationToken);
        await RunAsync(RealRegistry.FindTool("skopeo")!, 0, [], "copy", "--insecure-policy", "--dest-tls-verify=false", $"oci:{layout}", $"docker://{registry.Host}/{name}");
    }

    private static JsonObject Store(string layout, string mediaType, byte[] content)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(content));
        File.WriteAllBytes(Path.Combine(layout, "blobs", "sha256", hex), content);
        return new() { ["mediaType"] = mediaType, ["digest"] = $"sha256:{hex}", ["size"] = content.Length };
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(At(name), text, TestContext.Current.CancellationToken);

    private static Task<string> RunAsync(GatehouseProcess server, int exitCode, params string[] arguments) => RunAsync(
        "dotnet", exitCode, new() { ["GATEHOUSE_SERVER"] = server.Http.ToString(), ["GATEHOUSE_TOKEN"] = server.Token }, [GatehouseProcess.Dll, .. arguments]);

    private static async Task<string> RunAsync(string program, int exitCode, Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var command = Process.Start(start)!;
        var errors = command.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await command.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken) + await errors;
        await command.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(command.ExitCode == exitCode, $"{program} {string.Join(' ', arguments)}: {command.ExitCode}\n{output}");
        return output;
    }
}
