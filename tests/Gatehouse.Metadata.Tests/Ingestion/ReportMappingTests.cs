using Gatehouse.Grafeas.V1;
using VersionKind = Gatehouse.Grafeas.V1.Version.Types.VersionKind;

namespace Gatehouse.Metadata.Tests.Ingestion;

public sealed class ReportMappingTests
{
    [Fact]
    public async Task Trivy_finding_keeps_package_fix_scores_and_both_severities()
    {
        var finding = TrivyReports.Vulnerability("CVE-2026-1", "openssl");
        finding["PkgIdentifier"] = new System.Text.Json.Nodes.JsonObject { ["PURL"] = "pkg:deb/debian/openssl@1%3A2.3-4?arch=amd64&distro=debian-12.9" };
        finding["VendorSeverity"] = new System.Text.Json.Nodes.JsonObject { ["nvd"] = 4 };
        finding["CVSS"] = new System.Text.Json.Nodes.JsonObject
        {
            ["nvd"] = new System.Text.Json.Nodes.JsonObject { ["V2Vector"] = "AV:N/AC:M/Au:N/C:N/I:P/A:N", ["V2Score"] = 4.3, ["V3Vector"] = "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:H/I:L/A:N", ["V3Score"] = 9.8 },
        };
        var report = await Reports.GetAsync("trivy", TrivyReports.OfAll("2026-01-05T10:00:00Z", finding));

        var vulnerability = Assert.Single(report.Occurrences, o => o.Occurrence.Vulnerability is not null).Occurrence.Vulnerability;
        Assert.Equal((Severity.Critical, Severity.High), (vulnerability.Severity, vulnerability.EffectiveSeverity));
        Assert.Equal((9.8f, CVSSVersion._3), (vulnerability.CvssScore, vulnerability.CvssVersion));
        Assert.Equal((CVSS.Types.AttackVector.Network, CVSS.Types.UserInteraction.Required, CVSS.Types.Scope.Changed), (vulnerability.Cvssv3.AttackVector, vulnerability.Cvssv3.UserInteraction, vulnerability.Cvssv3.Scope));
        Assert.Equal((CVSS.Types.Authentication.None, CVSS.Types.Impact.Partial), (vulnerability.CvssV2.Authentication, vulnerability.CvssV2.IntegrityImpact));
        var issue = Assert.Single(vulnerability.PackageIssue);
        Assert.Equal(("cpe:/o:debian:debian_linux:12", "OS", true), (issue.AffectedCpeUri, issue.PackageType, issue.FixAvailable));
        Assert.Equal((1, "2.3", "4"), (issue.AffectedVersion.Epoch, issue.AffectedVersion.Name, issue.AffectedVersion.Revision));
        Assert.Equal((1, "2.3", "5"), (issue.FixedVersion.Epoch, issue.FixedVersion.Name, issue.FixedVersion.Revision));
        Assert.StartsWith("tool=trivy; ", vulnerability.ExtraDetails);
    }

    [Fact]
    public async Task Finding_without_a_fix_has_the_maximum_as_its_fixed_version()
    {
        var finding = TrivyReports.Vulnerability("CVE-2026-1", "openssl");
        finding.Remove("FixedVersion");
        var report = await Reports.GetAsync("trivy", TrivyReports.OfAll("", finding));
        var vulnerability = Assert.Single(report.Occurrences, o => o.Occurrence.Vulnerability is not null).Occurrence.Vulnerability;
        Assert.False(vulnerability.FixAvailable);
        Assert.Equal(VersionKind.Maximum, vulnerability.PackageIssue[0].FixedVersion.Kind);
    }

    [Theory]
    [InlineData("0.1.7", "1.9.0, 0.1.10, 8.0.0", "0.1.10")]
    [InlineData("3.2.0", "1.9.0, 3.3.0", "3.3.0")]
    [InlineData("9.0", "1.9.0, 3.3.0", "1.9.0")]
    public async Task Fix_of_the_installed_branch_is_named(string installed, string fixes, string expected)
    {
        var finding = TrivyReports.Vulnerability("CVE-2026-1", "path-to-regexp");
        (finding["InstalledVersion"], finding["FixedVersion"]) = (installed, fixes);
        var report = await Reports.GetAsync("trivy", TrivyReports.OfAll("", finding));
        Assert.Equal(expected, Assert.Single(report.Occurrences, o => o.Occurrence.Vulnerability is not null).Occurrence.Vulnerability.PackageIssue[0].FixedVersion.FullName);
    }

    [Fact]
    public async Task Trivy_finding_does_not_depend_on_the_order_of_members()
    {
        const string vulnerability = """{"VulnerabilityID":"CVE-1","PkgName":"qs","InstalledVersion":"1","Severity":"LOW"}""";
        var straight = await Reports.GetAsync("trivy", $$"""{"SchemaVersion":2,"Results":[{"Target":"package-lock.json","Class":"lang-pkgs","Type":"npm","Vulnerabilities":[{{vulnerability}}]}]}""");
        var reverse = await Reports.GetAsync("trivy", $$"""{"Results":[{"Vulnerabilities":[{{vulnerability}}],"Type":"npm","Class":"lang-pkgs","Target":"package-lock.json"}],"SchemaVersion":2}""");
        Assert.Equal(straight.Occurrences, reverse.Occurrences);
    }

    [Fact]
    public async Task Grype_match_takes_the_id_of_its_only_CVE_and_keeps_how_it_was_matched()
    {
        var report = await Reports.GetAsync("grype", """
            {"matches":[{"vulnerability":{"id":"GHSA-1","severity":"High","fix":{"versions":["2.0.0"],"state":"fixed"},
              "epss":[{"cve":"CVE-2026-1","epss":0.25,"percentile":0.9}],"knownExploited":[{"cve":"CVE-2026-1","knownRansomwareCampaignUse":"Known"}]},
              "relatedVulnerabilities":[{"id":"CVE-2026-1","severity":"Critical"}],"matchDetails":[{"type":"cpe-match"}],
              "artifact":{"name":"lib","version":"1.0.0","type":"npm","purl":"pkg:npm/lib@1.0.0","locations":[{"path":"/app/package-lock.json","layerID":"sha256:1"}]}}]}
            """);
        var found = Assert.Single(report.Occurrences, o => o.Occurrence.Vulnerability is not null);
        var vulnerability = found.Occurrence.Vulnerability;
        Assert.Equal("CVE-2026-1", found.NoteId);
        Assert.Equal((Severity.Critical, Severity.High), (vulnerability.Severity, vulnerability.EffectiveSeverity));
        Assert.Equal((0.25, "Known"), (vulnerability.Risk.Epss.Score, vulnerability.Risk.CisaKev.KnownRansomwareCampaignUse));
        Assert.Contains("match=cpe-match", vulnerability.ExtraDetails);
        Assert.Equal(("/app/package-lock.json", "sha256:1"), (vulnerability.PackageIssue[0].FileLocation[0].FilePath, vulnerability.PackageIssue[0].FileLocation[0].LayerDetails.DiffId));
    }

    [Fact]
    public async Task Provenance_in_an_envelope_becomes_a_build_with_the_envelope()
    {
        var report = await Reports.GetAsync("in-toto", await File.ReadAllTextAsync(SampleReports.Find("web-1.provenance.json"), TestContext.Current.CancellationToken), resource: null);
        var occurrence = Assert.Single(report.Occurrences).Occurrence;
        var predicate = occurrence.Build.InTotoSlsaProvenanceV1.Predicate;
        Assert.Equal("https://ci.shop.example/runners/release", predicate.RunDetails.Builder.Id);
        Assert.Equal("refs/heads/main", predicate.BuildDefinition.ExternalParameters.Fields["workflow"].StructValue.Fields["ref"].StringValue);
        Assert.Equal("application/vnd.in-toto+json", occurrence.Envelope.PayloadType);
        Assert.Equal("shop-ci", Assert.Single(occurrence.Envelope.Signatures).Keyid);
    }

    [Fact]
    public async Task Lines_of_statements_are_all_imported_each_on_its_subjects()
    {
        const string statement = """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"SUBJECT","digest":{"sha256":"649be4bb6a64a7a0e9eb6b2870e5a525c1408eb603b154b4f4595c6ba6bbcd84"}}],"predicateType":"https://example.com/review/v1","predicate":{}}""";
        var report = await Reports.GetAsync("in-toto", statement.Replace("SUBJECT", "registry.example/a", StringComparison.Ordinal) + "\n" + statement.Replace("SUBJECT", "b.tgz", StringComparison.Ordinal), resource: null);
        Assert.Equal(
            ["https://registry.example/a@sha256:649be4bb6a64a7a0e9eb6b2870e5a525c1408eb603b154b4f4595c6ba6bbcd84", "file://sha256:649be4bb6a64a7a0e9eb6b2870e5a525c1408eb603b154b4f4595c6ba6bbcd84:b.tgz"],
            report.Resources);
        Assert.All(report.Occurrences, o => Assert.False(o.Occurrence.Attestation.SerializedPayload.IsEmpty));
    }

    [Fact]
    public async Task Vulnerabilities_in_CycloneDX_become_findings_with_their_analysis()
    {
        var report = await Reports.GetAsync("cyclonedx", """
            {"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"framework","bom-ref":"a","name":"parent","components":[{"type":"library","bom-ref":"b","name":"nested","version":"1.0","purl":"pkg:npm/nested@1.0"}]}],
             "vulnerabilities":[{"id":"CVE-1","ratings":[{"severity":"high","method":"CVSSv31","score":7.5,"vector":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"}],
               "affects":[{"ref":"b"},{"ref":"unknown"}],"analysis":{"state":"not_affected","justification":"code_not_reachable","detail":"unused"}}]}
            """);
        var vulnerability = Assert.Single(report.Occurrences, o => o.Occurrence.Vulnerability is not null).Occurrence.Vulnerability;
        Assert.Equal(("nested", Severity.High, VulnerabilityAssessmentNote.Types.Assessment.Types.State.NotAffected), (vulnerability.PackageIssue[0].AffectedPackage, vulnerability.EffectiveSeverity, vulnerability.VexAssessment.State));
        Assert.Equal(2, report.Occurrences.Count(o => o.Occurrence.Package is not null));
        Assert.Equal(1, report.Ignored["findings in components that the document does not list"]);
    }

    [Fact]
    public async Task Multi_line_text_of_SPDX_tag_value_is_no_tag()
    {
        var report = await Reports.GetAsync("spdx", "SPDXVersion: SPDX-2.3\nPackageName: a\nSPDXID: SPDXRef-a\nPackageComment: <text>one\nPackageName: not this\n</text>\nPackageVersion: 1.0\nExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1.0\n");
        var package = Assert.Single(report.Occurrences, o => o.Occurrence.Package is not null).Occurrence.Package;
        Assert.Equal(("a", "1.0", "NPM"), (package.Name, package.Version.Name, package.PackageType));
    }
}
