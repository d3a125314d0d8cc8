using System.Text;
using Gatehouse.Artifacts.Content;
using Gatehouse.Attestation.Predicates;
using Gatehouse.Attestation.Statements;
using Gatehouse.Attestation.Verification;

namespace Gatehouse.Attestation.Tests.Statements;

public sealed class StatementTests
{
    private const string Hex = "0cf457e24a479f02fd4d34540389f720f0807dcff92a7562108165b2637ea82f";
    private static readonly Digest Image = Digest.Parse($"sha256:{Hex}");

    [Theory]
    [InlineData($$"""{"sha256":"{{Hex}}"}""", true)]
    [InlineData($$"""{"sha256":"{{Hex}}","sha1":"00"}""", true)]
    [InlineData("""{"sha256":"0CF457E24A479F02FD4D34540389F720F0807DCFF92A7562108165B2637EA82F"}""", false)]
    [InlineData("""{"sha256":"0cf457e2"}""", false)]
    [InlineData("""{"sha1":"da39a3ee5e6b4b0d3255bfef95601890afd80709"}""", false)]
    [InlineData($$"""{"gitCommit":"{{Hex}}"}""", false)]
    [InlineData($$"""{"SHA256":"{{Hex}}"}""", false)]
    public void Subject_matches_by_a_strong_digest_alone(string digests, bool matches) =>
        Assert.Equal(matches, Parse($$"""[{"name":"other"  ,"digest":{{digests}}}]""").Value.Mismatch(Image) is null);

    [Fact]
    public void Subject_by_uri_alone_is_read_and_matches_nothing() =>
        Assert.Equal(FailureReason.WrongDigest, Parse("""[{"uri":"pkg:oci/app"}]""").Value.Mismatch(Image)!.Reason);

    [Fact]
    public void One_subject_of_several_suffices_and_the_name_does_not_matter() =>
        Assert.Null(Parse($$$"""[{"name":"a","digest":{"sha256":"00"}},{"digest":{"sha256":"{{{Hex}}}"}}]""").Value.Mismatch(Image));

    [Fact]
    public void Subject_that_agrees_in_one_algorithm_and_not_in_another_refuses_the_statement()
    {
        var known = new DigestSet(DigestSet.Of(Image).Values.Add("sha512", new string('a', 128)));
        var subject = $$$"""{"digest":{"sha256":"{{{Hex}}}","sha512":"{{{new string('b', 128)}}}"}}""";
        Assert.Equal(FailureReason.WrongDigest, Parse($$$"""[{"digest":{"sha256":"{{{Hex}}}"}},{{{subject}}}]""").Value.Mismatch(known)!.Reason);
    }

    [Theory]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v2","subject":[{"digest":{"sha256":"0"}}],"predicateType":"t"}""", "_type is \"https://in-toto.io/Statement/v2\", not an in-toto statement of v0.1 or v1")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"t"}""", "subject names nothing: a statement is about something")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"x"}],"predicateType":"t"}""", "subject[0].uri is missing, and so are digest and content: one of them must say which resource is meant")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":7}}],"predicateType":"t"}""", "subject[0].digest.sha256 must be a string, not such a number")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"0"}}]}""", "predicateType is missing")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"0"}}],"predicateType":"t","predicate":[]}""", "predicate must be an object, not a list")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v0.1","subject":[{"digest":{"sha256":"0"}}],"predicateType":"t"}""", "predicate is missing")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"0"}}],"predicateType":"t"}""", "type and _type are two spellings of one member")]
    public void Mistake_is_named(string json, string text) => Assert.Contains(text, Statement.Parse(Encoding.UTF8.GetBytes(json)).Failures.Select(f => f.Text));

    [Theory]
    [InlineData("https://slsa.dev/provenance/v0.2", "slsaprovenance", false, true)]
    [InlineData("https://slsa.dev/provenance/v1", "slsaprovenance1", false, true)]
    [InlineData("https://slsa.dev/provenance/v1", "slsaprovenance", false, false)]
    [InlineData("https://cyclonedx.org/bom/v1.4", "cyclonedx", false, false)]
    [InlineData("https://cyclonedx.org/bom/v1.4", "cyclonedx", true, true)]
    [InlineData("https://cyclonedx.org/bom/v1.4", "https://cyclonedx.org/bom/v1.5", true, true)]
    [InlineData("https://cyclonedx.org/bomb/v1.4", "cyclonedx", true, false)]
    [InlineData("https://cyclonedx.org/bom/vx", "cyclonedx", true, false)]
    public void Predicate_types_are_compared(string actual, string wanted, bool anyVersion, bool matches) =>
        Assert.Equal(matches, PredicateTypes.Matches(actual, wanted, anyVersion));

    [Fact]
    public void Scan_claims_no_findings_only_when_it_finished()
    {
        var type = PredicateTypes.VulnerabilitiesV02;
        Assert.True(Scan(type, """{"scanner":{"uri":"s","result":[]},"metadata":{"scanFinishedOn":"2026-01-01T00:00:00Z"}}""").ClaimsNoFindings);
        Assert.False(Scan(type, """{"scanner":{"uri":"s","result":[]}}""").ClaimsNoFindings);
        Assert.False(Scan(type, """{"scanner":{"uri":"s","result":[{"id":"CVE-1"}]},"metadata":{"scanFinishedOn":"2026-01-01T00:00:00Z"}}""").ClaimsNoFindings);
        Assert.False(Scan(PredicateTypes.CosignVulnerabilities, """{"scanner":{"uri":"s","result":{}},"metadata":{"scanFinishedOn":"2026-01-01T00:00:00Z"}}""").ClaimsNoFindings);
    }

    [Fact]
    public void Provenance_of_both_versions_gives_builder_and_dependencies()
    {
        var old = (ProvenanceV02)Claim(PredicateTypes.SlsaProvenanceV02, """{"builder":{"id":"b"},"buildType":"t","materials":[{"uri":"git+u","digest":{"sha1":"1"}}],"invocation":{"configSource":{"uri":"c","entryPoint":"e"}}}""");
        Assert.Equal(("b", "t", "git+u", "c", "e"), (old.BuilderId, old.BuildType, old.Materials[0].Uri, old.ConfigSource!.Uri, old.EntryPoint));
        var current = (ProvenanceV1)Claim(PredicateTypes.SlsaProvenanceV1, """{"buildDefinition":{"buildType":"t","externalParameters":{"a":1},"resolvedDependencies":[{"uri":"u"}]},"runDetails":{"builder":{"id":"b"}}}""");
        Assert.Equal(("b", "t", "u"), (current.BuilderId, current.BuildType, current.ResolvedDependencies[0].Uri));
    }

    [Fact]
    public void Claim_that_breaks_its_specification_is_refused_with_every_mistake()
    {
        var failures = Predicate.Read(WithPredicate(PredicateTypes.VerificationSummaryV1, """{"verificationResult":"MAYBE","resourceUri":"r"}""")).Failures;
        Assert.Equal(["verificationResult must be PASSED or FAILED", "verifier is missing"], failures.Select(f => f.Text));
    }

    [Fact]
    public void Unknown_type_claims_nothing() => Assert.IsType<OtherPredicate>(Claim("https://example.com/x/v1", "{}"));

    private static VulnerabilityScan Scan(string type, string predicate) => (VulnerabilityScan)Claim(type, predicate);

    private static Predicate Claim(string type, string predicate) => Predicate.Read(WithPredicate(type, predicate)).Value;

    private static Statement WithPredicate(string type, string predicate) =>
        Statement.Parse(Encoding.UTF8.GetBytes($$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"0"}}],"predicateType":"{{{type}}}","predicate":{{{predicate}}}}""")).Value;

    private static Outcome<Statement> Parse(string subjects) =>
        Statement.Parse(Encoding.UTF8.GetBytes($$$"""{"_type":"https://in-toto.io/Statement/v1","subject":{{{subjects}}},"predicateType":"https://example.com/t","predicate":{}}"""));
}
