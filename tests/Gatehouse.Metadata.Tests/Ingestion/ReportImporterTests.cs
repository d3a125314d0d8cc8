using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Storage;
using Grpc.Core;
using State = Gatehouse.Grafeas.V1.VulnerabilityAssessmentNote.Types.Assessment.Types.State;

namespace Gatehouse.Metadata.Tests.Ingestion;

public sealed class ReportImporterTests
{
    private const string Monday = "2026-01-05T10:00:00Z";
    private const string Tuesday = "2026-01-06T10:00:00Z";
    private const string Wednesday = "2026-01-07T10:00:00Z";

    [Fact]
    public async Task Same_report_twice_writes_nothing()
    {
        var fixture = await ImportFixture.CreateAsync();
        var first = await fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl"), ("CVE-2026-2", "zlib")));
        Assert.Equal(2, first.Occurrences["VULNERABILITY"].Created);
        var revision = await fixture.GetRevisionAsync();

        var second = await fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl"), ("CVE-2026-2", "zlib")));

        Assert.False(second.IsChanged);
        Assert.Equal(2, second.Occurrences["VULNERABILITY"].Unchanged);
        Assert.Equal(revision, await fixture.GetRevisionAsync());
    }

    [Theory]
    [InlineData("web-1.trivy.json", "trivy")]
    [InlineData("web-1.cdx.json", "cyclonedx")]
    [InlineData("web-1.provenance.json", "in-toto")]
    [InlineData("web-2.trivy.json", "trivy")]
    [InlineData("web-2.cdx.json", "cyclonedx")]
    [InlineData("web-2.provenance.json", "in-toto")]
    public async Task Samples_name_their_resource_and_change_nothing_the_second_time(string sample, string format)
    {
        var fixture = await ImportFixture.CreateAsync();
        var text = await File.ReadAllTextAsync(SampleReports.Find(sample), TestContext.Current.CancellationToken);
        var report = await Reports.GetAsync(format, text, resource: null);
        Assert.StartsWith("https://registry.shop.example/shop/web@sha256:", Assert.Single(report.Resources));
        Assert.True((await fixture.ImportAsync(report)).IsChanged);
        Assert.False((await fixture.ImportAsync(report)).IsChanged);
    }

    [Fact]
    public async Task Finding_that_a_later_scan_no_longer_has_is_closed_and_not_deleted()
    {
        var fixture = await ImportFixture.CreateAsync();
        await fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl"), ("CVE-2026-2", "zlib")));

        var counts = await fixture.ImportAsync("trivy", TrivyReports.Of(Tuesday, ("CVE-2026-1", "openssl")));

        Assert.Equal(1, counts.Occurrences["VULNERABILITY"].Closed);
        var assessment = (await fixture.FindingAsync("CVE-2026-2")).Occurrence.Vulnerability.VexAssessment;
        Assert.Equal(State.Fixed, assessment.State);
        Assert.Equal("CVE-2026-2", assessment.VulnerabilityId);
        Assert.Equal("projects/shop/notes/CVE-2026-2", assessment.NoteName);
        Assert.Equal("no longer reported by trivy 0.55.0 as of 2026-01-06T10:00:00Z", Assert.Single(assessment.Impacts));
        Assert.Null((await fixture.FindingAsync("CVE-2026-1")).Occurrence.Vulnerability.VexAssessment);
    }

    [Fact]
    public async Task Scan_that_still_lacks_a_closed_finding_leaves_it_as_it_is()
    {
        var fixture = await ImportFixture.CreateAsync();
        await fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl")));
        await fixture.ImportAsync("trivy", TrivyReports.Of(Tuesday, []));
        var closed = await fixture.FindingAsync("CVE-2026-1");
        await fixture.ImportAsync("trivy", TrivyReports.Of(Wednesday, []));
        Assert.Equal(closed.Revision, (await fixture.FindingAsync("CVE-2026-1")).Revision);
    }

    [Fact]
    public async Task Closed_finding_that_comes_back_is_open_again_under_its_old_name()
    {
        var fixture = await ImportFixture.CreateAsync();
        await fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl")));
        var first = await fixture.FindingAsync("CVE-2026-1");
        await fixture.ImportAsync("trivy", TrivyReports.Of(Tuesday, []));

        var counts = await fixture.ImportAsync("trivy", TrivyReports.Of(Wednesday, ("CVE-2026-1", "openssl")));

        Assert.Equal(1, counts.Occurrences["VULNERABILITY"].Reopened);
        var reopened = await fixture.FindingAsync("CVE-2026-1");
        Assert.Null(reopened.Occurrence.Vulnerability.VexAssessment);
        Assert.Equal(first.Name, reopened.Name);
        Assert.Equal(first.Occurrence.CreateTime, reopened.Occurrence.CreateTime);
    }

    [Fact]
    public async Task Report_older_than_the_last_scan_changes_nothing()
    {
        var fixture = await ImportFixture.CreateAsync();
        await fixture.ImportAsync("trivy", TrivyReports.Of(Tuesday, ("CVE-2026-1", "openssl")));
        var revision = await fixture.GetRevisionAsync();

        var counts = await fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-2", "zlib")));

        Assert.True(counts.IsOutdated);
        Assert.Equal(revision, await fixture.GetRevisionAsync());
    }

    [Fact]
    public async Task Findings_of_another_tool_or_resource_are_not_closed()
    {
        var fixture = await ImportFixture.CreateAsync();
        const string other = "https://registry.example/other@sha256:fe87fffd6aab0861b0f8327459cfe288bef86a19edba313a0af916044e3610f5";
        await fixture.ImportAsync(await Reports.GetAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl")), other));
        await fixture.ImportAsync("grype", """{"matches":[{"vulnerability":{"id":"CVE-2026-2","severity":"High"},"artifact":{"name":"zlib","version":"1","type":"deb"}}]}""");

        await fixture.ImportAsync("trivy", TrivyReports.Of(Tuesday, []));

        Assert.All(await fixture.ListAsync(), o => Assert.Null(o.Occurrence.Vulnerability?.VexAssessment));
    }

    [Fact]
    public async Task Assessment_that_somebody_made_survives_scans_with_and_without_the_finding()
    {
        var fixture = await ImportFixture.CreateAsync();
        await fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl")));
        var stored = await fixture.FindingAsync("CVE-2026-1");
        var assessed = stored.Occurrence.Clone();
        assessed.Vulnerability.VexAssessment = new() { State = State.NotAffected, Impacts = { "not reachable" } };
        await fixture.CommitAsync(new RecordWrite.UpdateOccurrence(stored.Name, assessed, stored.Revision));

        await fixture.ImportAsync("trivy", TrivyReports.Of(Tuesday, ("CVE-2026-1", "openssl")));
        await fixture.ImportAsync("trivy", TrivyReports.Of(Wednesday, []));

        Assert.Equal(assessed.Vulnerability.VexAssessment, (await fixture.FindingAsync("CVE-2026-1")).Occurrence.Vulnerability.VexAssessment);
    }

    [Fact]
    public async Task Changed_finding_is_updated_in_place()
    {
        var fixture = await ImportFixture.CreateAsync();
        var finding = TrivyReports.Vulnerability("CVE-2026-1", "openssl");
        finding.Remove("FixedVersion");
        await fixture.ImportAsync("trivy", TrivyReports.OfAll(Monday, finding));

        var counts = await fixture.ImportAsync("trivy", TrivyReports.Of(Tuesday, ("CVE-2026-1", "openssl")));

        Assert.Equal(1, counts.Occurrences["VULNERABILITY"].Updated);
        Assert.True((await fixture.FindingAsync("CVE-2026-1")).Occurrence.Vulnerability.FixAvailable);
        Assert.Equal("2.3", Assert.Single((await fixture.NoteAsync("CVE-2026-1")).Vulnerability.Details).FixedVersion.Name);
    }

    [Fact]
    public async Task Note_of_another_publisher_keeps_its_text_and_gains_packages_only()
    {
        var fixture = await ImportFixture.CreateAsync();
        var note = new Note { Name = "projects/shop/notes/CVE-2026-1", Kind = NoteKind.Vulnerability, ShortDescription = "ours", Vulnerability = new() { Severity = Severity.Low } };
        await fixture.CommitAsync(new RecordWrite.CreateNote(new(ImportFixture.Project, "", "CVE-2026-1"), note));

        await fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl")));

        var merged = await fixture.NoteAsync("CVE-2026-1");
        Assert.Equal(("ours", Severity.Low), (merged.ShortDescription, merged.Vulnerability.Severity));
        Assert.Equal("openssl", Assert.Single(merged.Vulnerability.Details).AffectedPackage);
    }

    [Fact]
    public async Task Report_that_does_not_fit_what_is_stored_writes_nothing()
    {
        var fixture = await ImportFixture.CreateAsync();
        await fixture.CommitAsync(new RecordWrite.CreateNote(new(ImportFixture.Project, "", "CVE-2026-2"), new() { Name = "projects/shop/notes/CVE-2026-2", Kind = NoteKind.Build, Build = new() }));
        var revision = await fixture.GetRevisionAsync();

        var error = await Assert.ThrowsAsync<RpcException>(() => fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl"), ("CVE-2026-2", "zlib"))));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("is of kind BUILD", error.Status.Detail);
        Assert.Equal(revision, await fixture.GetRevisionAsync());
    }

    [Theory]
    [InlineData(WriteRefusalReason.AlreadyExists)]
    [InlineData(WriteRefusalReason.RevisionMismatch)]
    [InlineData(WriteRefusalReason.NoteNotFound)]
    public async Task Import_starts_again_when_somebody_else_wrote_in_between(WriteRefusalReason reason)
    {
        RacingStore? racing = null;
        var fixture = await ImportFixture.CreateAsync(store => racing = new(store, reason, times: 3));
        await fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl")));
        Assert.Equal(4, racing!.Commits);
        await fixture.FindingAsync("CVE-2026-1");
    }

    [Fact]
    public async Task Import_that_never_gets_its_turn_fails_and_writes_nothing()
    {
        var fixture = await ImportFixture.CreateAsync(store => new RacingStore(store, WriteRefusalReason.RevisionMismatch, int.MaxValue));
        var error = await Assert.ThrowsAsync<RpcException>(() => fixture.ImportAsync("trivy", TrivyReports.Of(Monday, ("CVE-2026-1", "openssl"))));
        Assert.Equal(StatusCode.Aborted, error.StatusCode);
        Assert.Empty(await fixture.ListAsync());
    }

    [Fact]
    public async Task Secret_and_failed_check_that_vanish_are_closed_too()
    {
        var fixture = await ImportFixture.CreateAsync();
        await fixture.ImportAsync("trivy", """
            {"SchemaVersion":2,"CreatedAt":"2026-01-05T10:00:00Z","Results":[
              {"Target":"Dockerfile","Type":"dockerfile","Misconfigurations":[{"ID":"DS002","Title":"root","Message":"runs as root","Status":"FAIL","Severity":"HIGH"}]},
              {"Target":"secret.txt","Class":"secret","Secrets":[{"RuleID":"github-pat","Title":"token","StartLine":7,"Match":"GITHUB_PAT=*****"}]}]}
            """);
        Assert.Equal(SecretKind.GithubClassicPersonalAccessToken, (await fixture.FindingAsync("trivy-github-pat")).Occurrence.Secret.Kind);

        var counts = await fixture.ImportAsync("trivy", TrivyReports.Of(Tuesday, []));

        Assert.Equal((1, 1), (counts.Occurrences["SECRET"].Closed, counts.Occurrences["COMPLIANCE"].Closed));
        Assert.Empty((await fixture.FindingAsync("trivy-DS002")).Occurrence.Compliance.NonCompliantFiles);
        Assert.StartsWith("no longer reported by trivy", Assert.Single((await fixture.FindingAsync("trivy-github-pat")).Occurrence.Secret.Statuses).Message);
    }

    [Fact]
    public async Task Package_that_two_tools_list_is_one_occurrence_that_neither_takes_back()
    {
        var fixture = await ImportFixture.CreateAsync();
        const string first = """{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:1","components":[{"type":"library","name":"qs","version":"6.11.0","purl":"pkg:npm/qs@6.11.0","cpe":"cpe:2.3:a:qs:qs:6.11.0"}]}""";
        const string second = """{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:2","components":[{"type":"library","name":"qs","version":"6.11.0","purl":"pkg:npm/qs@6.11.0","licenses":[{"license":{"id":"MIT"}}]}]}""";
        await fixture.ImportAsync("cyclonedx", first);
        await fixture.ImportAsync("cyclonedx", second);
        Assert.False((await fixture.ImportAsync("cyclonedx", first)).IsChanged);
        var package = (await fixture.FindingAsync("package-npm-qs")).Occurrence.Package;
        Assert.Equal(("MIT", "cpe:2.3:a:qs:qs:6.11.0", 2), (package.License.Expression, package.CpeUri, package.Location.Count));
    }
}
