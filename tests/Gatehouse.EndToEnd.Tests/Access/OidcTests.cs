using System.Text.Json.Nodes;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>Tokens of OpenID Connect issuers, from the wire to what they may do.</summary>
public sealed class OidcTests(OidcServer server) : IClassFixture<OidcServer>
{
    private static JsonObject GitHubClaims => new()
    {
        ["sub"] = "repo:acme/shop:ref:refs/heads/main", ["repository"] = "acme/shop", ["repository_owner"] = "acme", ["ref"] = "refs/heads/main",
        ["environment"] = "production", ["workflow_ref"] = "acme/shop/.github/workflows/release.yml@refs/heads/main", ["job_workflow_ref"] = "acme/build/.github/workflows/build.yml@refs/tags/v3",
    };

    private static JsonObject GitLabClaims => new()
    {
        ["sub"] = "project_path:acme/web/shop:ref_type:branch:ref:main", ["project_path"] = "acme/web/shop", ["ref"] = "main", ["ref_type"] = "branch", ["ref_protected"] = "true",
    };

    private static JsonObject PodClaims => new() { ["sub"] = "system:serviceaccount:payments:deployer" };

    [Theory]
    [InlineData("principal://github/acme/shop:refs/heads/main", true)]
    [InlineData("principalSet://github/acme/shop", true)]
    [InlineData("principalSet://github/acme", true)]
    [InlineData("principalSet://github/acme/shop:environment:production", true)]
    [InlineData("principalSet://github/acme/shop:workflow:acme/shop/.github/workflows/release.yml@refs/heads/main", true)]
    [InlineData("principalSet://github:workflow:acme/build/.github/workflows/build.yml@refs/tags/v3", true)]
    [InlineData("allAuthenticatedUsers", true)]
    [InlineData("principal://github/acme/shop:refs/heads/other", false)]
    [InlineData("principalSet://github/acme/sho", false)]
    [InlineData("principalSet://github/acme/shop:environment:staging", false)]
    [InlineData("principalSet://gitlab/acme/shop", false)]
    [InlineData("domain:example.com", false)]
    public Task A_job_of_GitHub_is_known_by_repository_ref_environment_and_workflow(string member, bool granted) => AssertAsync(server.GitHub.Issue(GitHubClaims), member, granted);

    [Theory]
    [InlineData("principal://gitlab/acme/web/shop:refs/heads/main", true)]
    [InlineData("principalSet://gitlab/acme/web/shop", true)]
    [InlineData("principalSet://gitlab/acme/web", true)]
    [InlineData("principalSet://gitlab/acme", true)]
    [InlineData("principalSet://gitlab/acme/web/shop:protected", true)]
    [InlineData("principal://gitlab/acme/web/shop:refs/tags/main", false)]
    [InlineData("principalSet://gitlab/acme/we", false)]
    public Task A_job_of_GitLab_is_known_by_project_groups_ref_and_protection(string member, bool granted) => AssertAsync(server.GitLab.Issue(GitLabClaims), member, granted);

    [Theory]
    [InlineData("principal://production/payments/deployer", true)]
    [InlineData("principalSet://production/payments", true)]
    [InlineData("principalSet://production", true)]
    [InlineData("principal://production/payments/other", false)]
    [InlineData("principalSet://production/pay", false)]
    public Task A_service_account_of_a_cluster_is_known_by_namespace_and_name(string member, bool granted) => AssertAsync(server.Kubernetes.Issue(PodClaims), member, granted);

    [Theory]
    [InlineData("user:ann@example.com", true)]
    [InlineData("domain:example.com", true)]
    [InlineData("domain:EXAMPLE.com", true)]
    [InlineData("group:release", true)]
    [InlineData("group:audit", true)]
    [InlineData("group:releas", false)]
    [InlineData("user:Ann@example.com", false)]
    public Task A_person_is_known_by_verified_address_domain_and_groups(string member, bool granted) =>
        AssertAsync(server.Staff.Issue(new() { ["sub"] = "1", ["email"] = "Ann@Example.com", ["email_verified"] = true, ["groups"] = new JsonArray("release", "audit") }), member, granted);

    [Fact]
    public async Task A_single_group_may_be_a_plain_text() =>
        await AssertAsync(server.Staff.Issue(new() { ["sub"] = "1", ["email"] = "ann@example.com", ["email_verified"] = true, ["groups"] = "release" }), "group:release", true);

    [Fact]
    public async Task Jobs_of_other_refs_are_other_principals()
    {
        var claims = GitHubClaims;
        claims["ref"] = "refs/pull/7/merge";
        await AssertAsync(server.GitHub.Issue(claims), "principal://github/acme/shop:refs/heads/main", false);
        claims = GitLabClaims;
        claims["ref_type"] = "tag";
        claims["ref_protected"] = "false";
        await AssertAsync(server.GitLab.Issue(claims), "principal://gitlab/acme/web/shop:refs/tags/main", true);
        await AssertAsync(server.GitLab.Issue(claims), "principalSet://gitlab/acme/web/shop:protected", false);
    }

    public static TheoryData<string, Func<OidcServer, string>> Worthless => new()
    {
        { "wrong audience", s => s.GitHub.Issue(With(GitHubClaims, "aud", "somebody-else")) },
        { "several wrong audiences", s => s.GitHub.Issue(With(GitHubClaims, "aud", new JsonArray("a", "b"))) },
        { "no audience", s => s.GitHub.Issue(With(GitHubClaims, "aud", null)) },
        { "expired", s => s.GitHub.Issue(With(GitHubClaims, "exp", DateTimeOffset.Now.ToUnixTimeSeconds() - 60)) },
        { "no expiry", s => s.GitHub.Issue(With(GitHubClaims, "exp", null)) },
        { "expiry beyond all time", s => s.GitHub.Issue(With(GitHubClaims, "exp", "never")) },
        { "not yet valid", s => s.GitHub.Issue(With(GitHubClaims, "nbf", DateTimeOffset.Now.ToUnixTimeSeconds() + 300)) },
        { "issuer nobody trusts", s => s.Stranger.Issue(GitHubClaims) },
        { "issuer that is not the signer", s => s.Stranger.Issue(With(GitHubClaims, "iss", s.GitHub.Name)) },
        { "issuer with a slash more", s => s.GitHub.Issue(With(GitHubClaims, "iss", s.GitHub.Name + "/")) },
        { "no issuer", s => s.GitHub.Issue(With(GitHubClaims, "iss", null)) },
        { "alg none", s => $"{TestIssuer.Encode(new() { ["alg"] = "none" })}.{TestIssuer.Encode(s.GitHub.Complete(GitHubClaims))}." },
        { "alg None with a key id", s => $"{TestIssuer.Encode(new() { ["alg"] = "None", ["kid"] = "first" })}.{TestIssuer.Encode(s.GitHub.Complete(GitHubClaims))}." },
        { "signature cut off", s => s.GitHub.Issue(GitHubClaims)[..^342] },
        { "HS256 with the public key", s => s.GitHub.SignWithPublicKey(GitHubClaims) },
        { "HS256 with a published secret", s => Hmac(s, new byte[32]) },
        { "tampered payload", s => Tamper(s.GitHub.Issue(GitHubClaims), s.GitHub.Complete(With(GitHubClaims, "repository", "acme/other"))) },
        { "tampered signature", s => Flip(s.GitHub.Issue(GitHubClaims)) },
        { "unknown key", s => Foreign(s, new() { ["alg"] = "RS256", ["kid"] = "unknown" }) },
        { "known key id, other key", s => Foreign(s, new() { ["alg"] = "RS256", ["kid"] = "first" }) },
        { "no key id, other key", s => Foreign(s, new() { ["alg"] = "RS256" }) },
        { "key in the header", s => Foreign(s, new() { ["alg"] = "RS256", ["kid"] = "first", ["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = "AQAB", ["e"] = "AQAB" } }) },
        { "keys from an address in the header", s => Foreign(s, new() { ["alg"] = "RS256", ["jku"] = $"{s.Stranger.Name}/keys", ["kid"] = "first" }) },
        { "another owner", s => s.GitHub.Issue(With(GitHubClaims, "repository", "evil/shop")) },
        { "owner by prefix", s => s.GitHub.Issue(With(GitHubClaims, "repository", "acme-evil/shop")) },
        { "a repository that looks like another's ref", s => s.GitHub.Issue(With(GitHubClaims, "repository", "acme/shop:refs/heads/main")) },
        { "no ref", s => s.GitHub.Issue(With(GitHubClaims, "ref", null)) },
        { "GitLab's other owner", s => s.GitLab.Issue(With(GitLabClaims, "project_path", "evil/acme/shop")) },
        { "GitLab's unknown kind of ref", s => s.GitLab.Issue(With(GitLabClaims, "ref_type", "merge_request")) },
        { "no service account", s => s.Kubernetes.Issue(new() { ["sub"] = "system:node:one" }) },
        { "a service account without a name", s => s.Kubernetes.Issue(new() { ["sub"] = "system:serviceaccount:payments:" }) },
        { "an address that is not verified", s => s.Staff.Issue(new() { ["email"] = "ann@example.com", ["email_verified"] = false }) },
        { "an address of another domain", s => s.Staff.Issue(new() { ["email"] = "ann@example.com.evil.com", ["email_verified"] = true }) },
        { "critical extensions", s => TestIssuer.Sign(new() { ["alg"] = "RS256", ["kid"] = "first", ["crit"] = new JsonArray("b64"), ["b64"] = true }, s.GitHub.Complete(GitHubClaims), s.GitHub.Key("first")) },
        { "not a token", _ => "hello" },
        { "dots", _ => "..." },
        { "parts that are not JSON", _ => "aGVsbG8.aGVsbG8.aGVsbG8" },
        { "longer than any token", s => s.GitHub.Issue(With(GitHubClaims, "filler", new string('x', 20_000))) },
    };

    [Theory, MemberData(nameof(Worthless), DisableDiscoveryEnumeration = true)]
    public async Task A_token_that_proves_nothing_is_refused_and_learns_nothing(string what, Func<OidcServer, string> make)
    {
        using var http = server.Process.CreateHttpClient(make(server));
        var (status, body) = await http.AskAsync(HttpMethod.Get, "/v1/projects/default");
        Assert.True(status == 401, $"{what}: {status} {body}");
        Assert.Equal("the credential is not valid", (string)JsonNode.Parse(body)!["error"]!["message"]!);
    }

    private async Task AssertAsync(string token, string member, bool granted)
    {
        var project = await server.Http.CreateProjectAsync();
        await server.Http.GrantAsync($"projects/{project}", AccessCalls.Viewer, member);
        using var http = server.Process.CreateHttpClient(token);
        var (status, body) = await http.AskAsync(HttpMethod.Get, $"/v1/projects/{project}");
        Assert.True(status == (granted ? 200 : 404), $"{member}: {status} {body}");
    }

    private static JsonObject With(JsonObject claims, string claim, JsonNode? value)
    {
        claims[claim] = value;
        return claims;
    }

    private static string Tamper(string token, JsonObject claims) => string.Join('.', token.Split('.')[0], TestIssuer.Encode(claims), token.Split('.')[2]);

    private static string Flip(string token) => token[..^20] + (token[^20] == 'A' ? 'B' : 'A') + token[^19..];

    private static string Foreign(OidcServer server, JsonObject header)
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        return TestIssuer.Sign(header, server.GitHub.Complete(GitHubClaims), key);
    }

    private static string Hmac(OidcServer server, byte[] secret)
    {
        var signed = $"{TestIssuer.Encode(new() { ["alg"] = "HS256", ["kid"] = "secret" })}.{TestIssuer.Encode(server.GitHub.Complete(GitHubClaims))}";
        return $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(System.Security.Cryptography.HMACSHA256.HashData(secret, System.Text.Encoding.ASCII.GetBytes(signed)))}";
    }
}
