using System.Text;
using CsCheck;
using Gatehouse.Attestation.Notation;

namespace Gatehouse.Attestation.Tests.Notation;

public sealed class TrustPolicyTests
{
    private const string Valid = """
        {"version":"1.0","trustPolicies":[
          {"name":"a","registryScopes":["r.example/app"],"signatureVerification":{"level":"strict","override":{"revocation":"skip"},"verifyTimestamp":"afterCertExpiry"},
           "trustStores":["ca:acme","tsa:stamps"],"trustedIdentities":["x509.subject: C=US, ST=WA, O=Acme\\, Inc."]},
          {"name":"s","registryScopes":["r.example/open"],"signatureVerification":{"level":"skip"}},
          {"name":"g","registryScopes":["*"],"signatureVerification":{"level":"audit"},"trustStores":["signingAuthority:acme"],"trustedIdentities":["*"]}]}
        """;

    [Fact]
    public void Exact_scope_comes_before_the_global_statement()
    {
        var policy = Parse(Valid).Value;
        Assert.Equal("a", policy.FindForRepository("r.example/app")!.Name);
        Assert.Equal("g", policy.FindForRepository("r.example/app/more")!.Name);
        Assert.Equal(ValidationAction.Skip, policy.Statements[0].Level.Actions[ValidationType.Revocation]);
        Assert.Equal("Acme, Inc.", policy.Statements[0].TrustedIdentities[0].Find("O"));
        Assert.True(policy.FindForRepository("r.example/open")!.Level.SkipsAll);
    }

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var failures = Parse("""
            {"version":"1.1","trustPolicies":[
              {"name":"a","registryScopes":["*","r.example/app:v1"],"signatureVerification":{"level":"strict","override":{"integrity":"log","expiry":"skip"}},
               "trustStores":["ca:../x"],"trustedIdentities":["x509.subject: C=US, O=Acme"],"registryScope":[]}]}
            """).Failures.Select(f => f.Text).ToArray();
        foreach (var place in new[] { "version", "registryScopes has *", "registryScopes[1]", "override.integrity", "override.expiry", "trustStores[0]", "trustedIdentities[0] lacks ST", "registryScope is not" })
        {
            Assert.Contains(failures, f => f.Contains(place, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("\"level\":\"strict\"", "\"level\":\"Strict\"")]
    [InlineData("\"revocation\":\"skip\"", "\"authenticity\":\"skip\"")]
    [InlineData("afterCertExpiry", "never")]
    [InlineData("\"name\":\"s\"", "\"name\":\"a\"")]
    [InlineData("r.example/open", "r.example/app")]
    [InlineData("r.example/open", "*")]
    [InlineData("{\"level\":\"skip\"}", "{\"level\":\"skip\",\"override\":{\"expiry\":\"log\"}}")]
    [InlineData("{\"level\":\"skip\"}", "{\"level\":\"skip\"},\"trustStores\":[\"ca:x\"]")]
    [InlineData("[\"*\"]}]", "[]}]")]
    [InlineData("r.example/app", "https://r.example/app")]
    public void One_mistake_refuses_the_policy(string from, string to) =>
        Assert.False(Parse(Valid.Replace(from, to, StringComparison.Ordinal)).Succeeded);

    [Fact]
    public void Blob_policy_is_found_by_name_or_is_global()
    {
        const string text = """{"version":"1.0","trustPolicies":[{"name":"b","globalPolicy":true,"signatureVerification":{"level":"permissive"},"trustStores":["ca:x"],"trustedIdentities":["*"]}]}""";
        var policy = TrustPolicyDocument.Parse(TrustPolicyKind.Blob, Encoding.UTF8.GetBytes(text)).Value;
        Assert.Same(policy.FindNamed("b"), policy.FindGlobal());
        Assert.False(Parse(text).Succeeded);
        Assert.False(TrustPolicyDocument.Parse(TrustPolicyKind.Blob, Encoding.UTF8.GetBytes(Valid)).Succeeded);
    }

    [Fact]
    public void Changed_policy_is_read_or_refused_and_never_throws()
    {
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Char[' ', '~'], Gen.Int[0, 2]).Sample((at, c, kind) =>
        {
            var outcome = Parse(kind switch { 0 => Valid[..at], 1 => Valid.Insert(at, c.ToString()), _ => Valid.Remove(at, 1) });
            Assert.True(outcome.Succeeded || !outcome.Failures.IsEmpty);
        }, iter: 3000);
    }

    private static Gatehouse.Attestation.Verification.Outcome<TrustPolicyDocument> Parse(string json) => TrustPolicyDocument.Parse(TrustPolicyKind.Oci, Encoding.UTF8.GetBytes(json));
}
