using System.Text;
using Gatehouse.Admission.Registries;
using Gatehouse.Artifacts.Content;
using Gatehouse.Connectors.OciRegistry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Connectors.Tests.OciRegistry;

/// <summary>Registries as they are met: they want to know who asks, are busy, send us elsewhere, lie, or are not there.</summary>
public sealed class RegistryProtocolTests
{
    private static readonly byte[] Manifest = Encoding.UTF8.GetBytes("""{"schemaVersion":2}""");
    private static readonly Digest ManifestDigest = OciRegistryClient.DigestOf(Manifest);

    [Theory]
    [InlineData("token")]
    [InlineData("access_token")]
    public async Task A_bearer_challenge_is_answered_with_a_token_which_is_used_again(string member)
    {
        await using var registry = await ScriptedRegistry.StartAsync(async (self, http) =>
        {
            if (http.Request.Path == "/token")
            {
                await http.Response.WriteAsync($$"""{"{{member}}":"t0ken","expires_in":60}""");
            }
            else if (http.Request.Headers.Authorization == "Bearer t0ken")
            {
                http.Response.Headers["Docker-Content-Digest"] = ManifestDigest.ToString();
            }
            else
            {
                http.Response.StatusCode = 401;
                http.Response.Headers.WWWAuthenticate = $"Bearer realm=\"http://{self.Host}/token\",service=\"registry\",scope=\"repository:shop/web:pull\"";
            }
        });
        using var credentials = new TemporaryFile(Credentials(registry.Host, $"\"auth\":\"{Convert.ToBase64String("ci:s3cret"u8)}\""));
        using var parts = new RegistryParts(configure: o => (o.CredentialFile, o.TagSeconds) = (credentials.Path, 0));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ManifestDigest, await ResolveAsync(parts, registry.Host));
        }

        var basic = Convert.ToBase64String("ci:s3cret"u8);
        Assert.Equal(
            [
                "HEAD /v2/shop/web/manifests/1",
                $"GET /token?service=registry&scope=repository%3Ashop%2Fweb%3Apull Basic {basic}",
                "HEAD /v2/shop/web/manifests/1 Bearer t0ken",
                "HEAD /v2/shop/web/manifests/1 Bearer t0ken",
            ],
            registry.Requests);
    }

    [Fact]
    public async Task A_basic_challenge_without_a_credential_says_how_to_give_one()
    {
        await using var registry = await ScriptedRegistry.StartAsync((_, http) =>
        {
            http.Response.StatusCode = 401;
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"registry\"";
            return Task.CompletedTask;
        });
        using var parts = new RegistryParts();
        var failure = await FailAsync(parts, registry.Host);
        Assert.Equal(RegistryProblem.Denied, failure.Problem);
        Assert.Contains($"docker login {registry.Host}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_realm_elsewhere_without_tls_gets_no_password()
    {
        await using var registry = await ScriptedRegistry.StartAsync((_, http) =>
        {
            http.Response.StatusCode = 401;
            http.Response.Headers.WWWAuthenticate = "Bearer realm=\"http://tokens.example/token\",service=\"registry\"";
            return Task.CompletedTask;
        });
        using var parts = new RegistryParts();
        Assert.Equal(RegistryProblem.Malformed, (await FailAsync(parts, registry.Host)).Problem);
        Assert.Single(registry.Requests);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task A_busy_registry_is_asked_again_as_often_as_the_options_say(int refusals, bool isAnswered)
    {
        await using var registry = await ScriptedRegistry.StartAsync((self, http) =>
        {
            if (self.Requests.Count <= refusals)
            {
                http.Response.StatusCode = 429;
                http.Response.Headers.RetryAfter = "0";
            }
            else
            {
                http.Response.Headers["Docker-Content-Digest"] = ManifestDigest.ToString();
            }

            return Task.CompletedTask;
        });
        using var parts = new RegistryParts();
        if (isAnswered)
        {
            Assert.Equal(ManifestDigest, await ResolveAsync(parts, registry.Host));
        }
        else
        {
            Assert.Equal(RegistryProblem.Unavailable, (await FailAsync(parts, registry.Host)).Problem);
        }
    }

    [Fact]
    public async Task A_redirect_to_another_host_takes_no_credential_along()
    {
        await using var storage = await ScriptedRegistry.StartAsync(async (_, http) => await http.Response.Body.WriteAsync(Manifest));
        await using var registry = await ScriptedRegistry.StartAsync((self, http) =>
        {
            if (http.Request.Headers.Authorization.Count == 0)
            {
                http.Response.StatusCode = 401;
                http.Response.Headers.WWWAuthenticate = "Basic realm=\"registry\"";
            }
            else
            {
                http.Response.Redirect($"http://{storage.Host}/blob");
            }

            return Task.CompletedTask;
        });
        using var credentials = new TemporaryFile(Credentials($"http://{registry.Host}/v1/", "\"username\":\"ci\",\"password\":\"s3cret\""));
        using var parts = new RegistryParts(configure: o => o.CredentialFile = credentials.Path);
        Assert.NotNull(await parts.Client.FindBlobAsync(registry.Host, "shop/web", ManifestDigest, 1_000, TestContext.Current.CancellationToken));
        Assert.Equal("GET /blob", Assert.Single(storage.Requests));
    }

    [Fact]
    public async Task Content_that_is_not_what_its_digest_says_is_refused()
    {
        await using var registry = await ScriptedRegistry.StartAsync(async (_, http) => await http.Response.WriteAsync("something else"));
        using var parts = new RegistryParts();
        var blob = await Assert.ThrowsAsync<RegistryException>(() => parts.Client.FindBlobAsync(registry.Host, "shop/web", ManifestDigest, 1_000, TestContext.Current.CancellationToken));
        var manifest = await Assert.ThrowsAsync<RegistryException>(() => parts.Client.FindManifestAsync(registry.Host, "shop/web", ManifestDigest.ToString(), TestContext.Current.CancellationToken));
        Assert.Equal((RegistryProblem.Malformed, RegistryProblem.Malformed), (blob.Problem, manifest.Problem));
    }

    [Theory]
    [InlineData(1_024, true)]
    [InlineData(1_025, false)]
    public async Task An_answer_is_read_up_to_its_limit(int sizeBytes, bool isRead)
    {
        var blob = new byte[sizeBytes];
        await using var registry = await ScriptedRegistry.StartAsync(async (_, http) =>
        {
            http.Response.Headers.TransferEncoding = "chunked";
            await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes($"{sizeBytes:x}\r\n").Concat(blob).Concat("\r\n0\r\n\r\n"u8.ToArray()).ToArray());
        });
        using var parts = new RegistryParts();
        var read = async () => await parts.Client.FindBlobAsync(registry.Host, "shop/web", OciRegistryClient.DigestOf(blob), 1_024, TestContext.Current.CancellationToken);
        if (isRead)
        {
            Assert.NotNull(await read());
        }
        else
        {
            Assert.Contains("longer than 1024 bytes", (await Assert.ThrowsAsync<RegistryException>(read)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mirror_is_asked_first_and_the_registry_when_that_knows_nothing()
    {
        await using var mirror = await ScriptedRegistry.StartAsync((_, http) =>
        {
            http.Response.StatusCode = http.Request.Path.Value!.EndsWith("/1", StringComparison.Ordinal) ? 200 : 404;
            http.Response.Headers["Docker-Content-Digest"] = ManifestDigest.ToString();
            return Task.CompletedTask;
        });
        await using var registry = await ScriptedRegistry.StartAsync((_, http) =>
        {
            http.Response.Headers["Docker-Content-Digest"] = ManifestDigest.ToString();
            return Task.CompletedTask;
        });
        using var parts = new RegistryParts(configure: o => o.Hosts.Add(new() { Host = registry.Host, Mirrors = { $"{mirror.Host}/cache" } }));
        _ = await ResolveAsync(parts, registry.Host);
        Assert.Equal("HEAD /v2/cache/shop/web/manifests/1", Assert.Single(mirror.Requests));
        Assert.Empty(registry.Requests);
        _ = await parts.Registry.ResolveAsync(ImageReference.Parse($"{registry.Host}/shop/web:2"), TestContext.Current.CancellationToken);
        Assert.Single(registry.Requests);
    }

    [Fact]
    public async Task A_registry_that_is_not_among_the_allowed_is_not_asked()
    {
        await using var registry = await ScriptedRegistry.StartAsync((_, _) => Task.CompletedTask);
        using var parts = new RegistryParts(configure: o => o.Only.Add("registry.shop.example"));
        Assert.Equal(RegistryProblem.Denied, (await FailAsync(parts, registry.Host)).Problem);
        Assert.Empty(registry.Requests);
    }

    [Fact]
    public async Task A_registry_that_is_not_there_is_unavailable()
    {
        string host;
        await using (var gone = await ScriptedRegistry.StartAsync((_, _) => Task.CompletedTask))
        {
            host = gone.Host;
        }

        using var parts = new RegistryParts();
        Assert.Equal(RegistryProblem.Unavailable, (await FailAsync(parts, host)).Problem);
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_in_time_is_unavailable()
    {
        await using var registry = await ScriptedRegistry.StartAsync((_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted));
        using var parts = new RegistryParts(configure: o => o.TimeoutMilliseconds = 100);
        Assert.Contains("did not answer in 100 ms", (await FailAsync(parts, registry.Host)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_stops_in_the_middle_of_an_answer_holds_up_nobody_for_good()
    {
        await using var registry = await ScriptedRegistry.StartAsync(async (_, http) =>
        {
            http.Response.ContentType = "application/vnd.oci.image.index.v1+json";
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        using var parts = new RegistryParts(configure: o => o.TimeoutMilliseconds = 100);
        var image = ImageReference.Parse($"{registry.Host}/shop/web@{ManifestDigest}");
        var failure = await Assert.ThrowsAsync<RegistryException>(async () => await parts.Registry.ReadEvidenceAsync(image, EvidencePlace.Beside, TestContext.Current.CancellationToken));
        Assert.Equal(RegistryProblem.Unavailable, failure.Problem);
    }

    [Fact]
    public async Task An_unsigned_image_costs_three_requests_and_none_again_for_a_while()
    {
        await using var registry = await ScriptedRegistry.StartAsync(async (_, http) =>
        {
            http.Response.StatusCode = http.Request.Path.Value!.Contains("/referrers/", StringComparison.Ordinal) ? 200 : 404;
            http.Response.ContentType = "application/vnd.oci.image.index.v1+json";
            await http.Response.WriteAsync("""{"schemaVersion":2,"manifests":[]}""");
        });
        var time = new FakeTimeProvider();
        using var parts = new RegistryParts(time);
        var image = ImageReference.Parse($"{registry.Host}/shop/web@{ManifestDigest}");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => parts.Registry.ReadEvidenceAsync(image, EvidencePlace.Beside, TestContext.Current.CancellationToken).AsTask()));
        Assert.Equal(3, registry.Requests.Count);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await parts.Registry.ReadEvidenceAsync(image, EvidencePlace.Beside, TestContext.Current.CancellationToken)).IsEmpty);
        Assert.Equal(6, registry.Requests.Count);
    }

    [Theory]
    [InlineData("""realm="https://a.example/token",service="b",scope="repository:c:pull,push" """, "https://a.example/token|b|repository:c:pull,push")]
    [InlineData("realm=https://a.example/token, service=b", "https://a.example/token|b|")]
    [InlineData("""realm="a \"quoted\" one" """, "a \"quoted\" one||")]
    [InlineData("""realm="never ends""", "never ends||")]
    [InlineData("=,=", "||")]
    public void A_challenge_is_read_as_RFC_9110_writes_it(string text, string expected)
    {
        var parameters = AuthenticationChallenge.Parse(text);
        Assert.Equal(expected, string.Join('|', ((string[])["realm", "service", "scope"]).Select(p => parameters.GetValueOrDefault(p, ""))));
    }

    private static string Credentials(string registry, string members) => "{\"auths\":{\"" + registry + "\":{" + members + "}}}";

    private static async Task<Digest> ResolveAsync(RegistryParts parts, string host) =>
        await parts.Registry.ResolveAsync(ImageReference.Parse($"{host}/shop/web:1"), TestContext.Current.CancellationToken);

    private static Task<RegistryException> FailAsync(RegistryParts parts, string host) => Assert.ThrowsAsync<RegistryException>(() => ResolveAsync(parts, host));
}
