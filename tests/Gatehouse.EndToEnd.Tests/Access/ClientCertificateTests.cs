using System.Security.Cryptography.X509Certificates;
using Gatehouse.EndToEnd.Tests.Servers;

namespace Gatehouse.EndToEnd.Tests.Access;

/// <summary>Mutual TLS, from the handshake to what the certificate may do.</summary>
public sealed class ClientCertificateTests(TlsServer server) : IClassFixture<TlsServer>
{
    [Fact]
    public async Task A_certificate_is_known_by_its_common_name()
    {
        using var certificate = server.Authority.IssueWithList("O=Acme, CN=scanner", server.List());
        await AssertAsync(certificate, "principal://certificate/scanner");
    }

    [Fact]
    public async Task A_certificate_is_known_by_its_SPIFFE_identity_rather_than_its_name()
    {
        using var certificate = Issue("CN=scanner", "spiffe://example.com/ns/payments/sa/deployer");
        await AssertAsync(certificate, "principal:spiffe://example.com/ns/payments/sa/deployer");
        await AssertRefusedAsync(certificate, "principal://certificate/scanner");
    }

    [Fact]
    public async Task A_principal_that_nothing_was_granted_gets_nothing()
    {
        using var certificate = server.Authority.IssueWithList("CN=nobody", server.List());
        await AssertRefusedAsync(certificate, "principal://certificate/somebody");
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused_whatever_it_says()
    {
        using var stranger = new TestAuthority("clients");
        using var certificate = stranger.IssueForClient("CN=scanner");
        await AssertWorthlessAsync(certificate);
    }

    [Fact]
    public async Task A_certificate_that_signed_itself_is_refused()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new CertificateRequest("CN=scanner", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.Now.AddDays(-1), DateTimeOffset.Now.AddDays(1));
        await AssertWorthlessAsync(certificate);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        using var certificate = server.Authority.IssueExpired("CN=scanner");
        await AssertWorthlessAsync(certificate);
    }

    [Fact]
    public async Task A_certificate_for_servers_is_refused()
    {
        using var certificate = server.Authority.IssueForTheWrongPurpose("CN=scanner");
        await AssertWorthlessAsync(certificate);
    }

    [Fact]
    public async Task A_subject_without_a_common_name_does_not_pass_its_organisation_for_one()
    {
        using var certificate = server.Authority.IssueWithList("O=scanner", server.List());
        await AssertWorthlessAsync(certificate);
    }

    [Fact]
    public async Task A_revoked_certificate_is_refused()
    {
        using var revoked = server.Authority.IssueWithList("CN=revoked", server.List("/newer.crl"));
        server.Authority.Revoke(revoked);
        await AssertWorthlessAsync(revoked);
    }

    [Fact]
    public async Task A_certificate_of_which_it_cannot_be_learnt_whether_it_was_revoked_is_refused()
    {
        using var certificate = server.Authority.IssueWithList("CN=scanner", server.List("/missing"));
        await AssertWorthlessAsync(certificate);
    }

    [Fact]
    public async Task A_token_counts_before_the_certificate()
    {
        using var certificate = server.Authority.IssueWithList("CN=scanner", server.List());
        using var administrator = server.Connect(certificate, server.Process.Token);
        await administrator.CreateProjectAsync();
        using var wrong = server.Connect(certificate, "gh_nonsense");
        await wrong.FailAsync(401, "UNAUTHENTICATED", HttpMethod.Get, "/v1/projects/default");
    }

    [Fact]
    public async Task Without_certificate_and_token_a_caller_is_nobody()
    {
        using var http = server.Connect(null);
        await http.FailAsync(401, "UNAUTHENTICATED", HttpMethod.Get, "/v1/projects/default");
    }

    private X509Certificate2 Issue(string subject, string uri) => server.Authority.IssueWithList(subject, server.List(), uri);

    private async Task AssertAsync(X509Certificate2 certificate, string principal)
    {
        var project = await server.Http.CreateProjectAsync();
        await server.Http.GrantAsync($"projects/{project}", AccessCalls.Editor, principal);
        using var http = server.Connect(certificate);
        await http.DoAsync(HttpMethod.Post, $"/v1/projects/{project}/notes?noteId=n", Samples.VulnerabilityNote);
        var audit = await server.Http.ListAllAsync($"/v1/audit?parent=projects/{project}&resource=projects/{project}/notes/n", "records");
        Assert.Equal(principal, (string)Assert.Single(audit)["principal"]!);
    }

    private async Task AssertRefusedAsync(X509Certificate2 certificate, string principal)
    {
        var project = await server.Http.CreateProjectAsync();
        await server.Http.GrantAsync($"projects/{project}", AccessCalls.Editor, principal);
        using var http = server.Connect(certificate);
        await http.FailAsync(404, "NOT_FOUND", HttpMethod.Get, $"/v1/projects/{project}");
    }

    private async Task AssertWorthlessAsync(X509Certificate2 certificate)
    {
        using var http = server.Connect(certificate);
        Assert.Equal("the credential is not valid", await http.FailAsync(401, "UNAUTHENTICATED", HttpMethod.Get, "/v1/projects/default"));
    }
}
