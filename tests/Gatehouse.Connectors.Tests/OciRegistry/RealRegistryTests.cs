using System.Diagnostics;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Bundles;
using Gatehouse.Attestation.Cosign;
using Gatehouse.Attestation.Keys;
using Gatehouse.Fakes.Registries;

namespace Gatehouse.Connectors.Tests.OciRegistry;

/// <summary>Against a real registry: what is pushed is found, by us and by skopeo.</summary>
public sealed class RealRegistryTests
{
    private static readonly PrivateKey Key = PrivateKey.Generate(KeyKind.EcdsaP256);
    private static readonly PrivateKey Other = PrivateKey.Generate(KeyKind.EcdsaP256);

    [Fact]
    public async Task A_tag_is_what_it_was_pushed_as_and_follows_when_it_is_moved()
    {
        await using var registry = await StartAsync();
        using var parts = new RegistryParts(configure: o => o.TagSeconds = 0);
        var first = await TestImage.PushAsync(parts.Client, registry.Host, "shop/web", "1", "first");
        Assert.Equal(first.Digest, await parts.Registry.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/web:1"), TestContext.Current.CancellationToken));
        var second = await TestImage.PushAsync(parts.Client, registry.Host, "shop/web", "1", "second");
        Assert.NotEqual(first.Digest, second.Digest);
        Assert.Equal(second.Digest, await parts.Registry.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/web:1"), TestContext.Current.CancellationToken));
        Assert.Equal(DateTimeOffset.Parse("2026-01-02T03:04:05Z", System.Globalization.CultureInfo.InvariantCulture), await parts.Registry.FindUploadTimeAsync(second, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        await using var registry = await StartAsync();
        using var parts = new RegistryParts();
        var failure = await Assert.ThrowsAsync<RegistryException>(async () => await parts.Registry.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/none:1"), TestContext.Current.CancellationToken));
        Assert.Equal(RegistryProblem.NotFound, failure.Problem);
        Assert.Contains("shop/none:1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signatures_of_several_people_are_found_and_verify()
    {
        await using var registry = await StartAsync();
        using var parts = new RegistryParts(configure: o => (o.EvidenceSeconds, o.MissingSeconds) = (0, 0));
        var image = await TestImage.PushAsync(parts.Client, registry.Host, "shop/web", "1", "signed");
        Assert.True((await parts.Registry.ReadEvidenceAsync(image, EvidencePlace.Beside, TestContext.Current.CancellationToken)).IsEmpty);
        await TestImage.SignAsync(parts.Client, image, Key);
        await TestImage.SignAsync(parts.Client, image, Other);
        var evidence = await parts.Registry.ReadEvidenceAsync(image, EvidencePlace.Beside, TestContext.Current.CancellationToken);
        foreach (var key in (PrivateKey[])[Key, Other])
        {
            Assert.True(CosignVerifier.VerifySignatures(evidence.Repository, image.Digest!.Value, new() { Signers = BundlePolicy.ForKeyOnly(key.PublicKey) }).Succeeded);
        }

        var stranger = PrivateKey.Generate(KeyKind.EcdsaP256);
        Assert.False(CosignVerifier.VerifySignatures(evidence.Repository, image.Digest!.Value, new() { Signers = BundlePolicy.ForKeyOnly(stranger.PublicKey) }).Succeeded);
    }

    [Fact]
    public async Task A_signature_of_another_image_under_the_tag_does_not_count()
    {
        await using var registry = await StartAsync();
        using var parts = new RegistryParts();
        var signed = await TestImage.PushAsync(parts.Client, registry.Host, "shop/web", "1", "signed");
        var other = await TestImage.PushAsync(parts.Client, registry.Host, "shop/web", "2", "other");
        await TestImage.SignAsync(parts.Client, signed, Key);
        var stolen = await parts.Client.FindManifestAsync(registry.Host, "shop/web", CosignNames.SignatureTag(signed.Digest!.Value), TestContext.Current.CancellationToken);
        await parts.Client.PushManifestAsync(registry.Host, "shop/web", CosignNames.SignatureTag(other.Digest!.Value), stolen!.MediaType, stolen.Bytes, TestContext.Current.CancellationToken);
        var evidence = await parts.Registry.ReadEvidenceAsync(other, EvidencePlace.Beside, TestContext.Current.CancellationToken);
        Assert.False(evidence.IsEmpty);
        Assert.False(CosignVerifier.VerifySignatures(evidence.Repository, other.Digest!.Value, new() { Signers = BundlePolicy.ForKeyOnly(Key.PublicKey) }).Succeeded);
    }

    [Fact]
    public async Task Skopeo_finds_what_we_pushed_and_copies_what_we_find()
    {
        Assert.SkipWhen(RealRegistry.FindTool("skopeo") is null, "skopeo is not installed");
        await using var registry = await StartAsync();
        using var parts = new RegistryParts();
        var image = await TestImage.PushAsync(parts.Client, registry.Host, "shop/web", "1", "inspected");
        var digest = await SkopeoAsync("inspect", "--tls-verify=false", "--format", "{{.Digest}}", "--no-tags", $"docker://{registry.Host}/shop/web:1");
        Assert.Equal(image.Digest.ToString(), digest.Trim());
        await TestImage.SignAsync(parts.Client, image, Key);
        var tags = await SkopeoAsync("list-tags", "--tls-verify=false", $"docker://{registry.Host}/shop/web");
        Assert.Contains(CosignNames.SignatureTag(image.Digest!.Value), tags, StringComparison.Ordinal);
        await SkopeoAsync("delete", "--tls-verify=false", $"docker://{registry.Host}/shop/web:1");
        await Assert.ThrowsAsync<RegistryException>(async () => await parts.Registry.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/web:1"), TestContext.Current.CancellationToken));
    }

    private static Task<RealRegistry> StartAsync()
    {
        Assert.SkipUnless(RealRegistry.IsInstalled, "docker-registry is not installed");
        return RealRegistry.StartAsync();
    }

    private static async Task<string> SkopeoAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(RealRegistry.FindTool("skopeo")!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, errors);
        return await output;
    }
}
