using System.Text;
using Gatehouse.Metadata.Ingestion;

namespace Gatehouse.Metadata.Tests.Ingestion;

public sealed class ReportErrorTests
{
    [Fact]
    public async Task Every_mistake_is_listed_with_its_path_line_and_byte()
    {
        const string report = "{\"matches\":[\n{\"vulnerability\":{\"id\":7},\"artifact\":{\"name\":\"zlib\"}},\n  {\"vulnerability\":{\"id\":\"CVE-1\"},\"artifact\":{}}]}";
        var errors = await Reports.ErrorsAsync("grype", report);
        Assert.Equal(
            [
                "line 2, column 1, byte 13, at $.matches[0].vulnerability.id: must be text, got a number",
                "line 2, column 1, byte 13, at $.matches[0].vulnerability.id: is required",
                $"line 3, column 3, byte {report.IndexOf("  {", StringComparison.Ordinal) + 2}, at $.matches[1].artifact.name: is required",
            ],
            errors.Select(e => e.ToString()));
    }

    [Fact]
    public async Task Report_that_is_cut_short_says_where()
    {
        var error = Assert.Single(await Reports.ErrorsAsync("trivy", "{\"SchemaVersion\":2,\n\"Results\":[{\"Target\":\"a\""));
        Assert.Equal((2, "$.Results[0]"), (error.Line, error.Path));
    }

    [Fact]
    public async Task Text_after_the_document_is_an_error() =>
        Assert.Equal(23, Assert.Single(await Reports.ErrorsAsync("trivy", "{\"SchemaVersion\":2}\n   x")).Offset);

    [Fact]
    public async Task Report_without_a_resource_says_how_to_name_one()
    {
        var error = Assert.Single(await Reports.ErrorsAsync("trivy", TrivyReports.Of("", ("CVE-2026-1", "openssl")), resource: null));
        Assert.Contains("--resource", error.Message);
    }

    [Theory]
    [InlineData("trivy", """{"bomFormat":"CycloneDX"}""", "import it as cyclonedx")]
    [InlineData("trivy", """{"a":1}""", "no report of Trivy")]
    [InlineData("grype", """{"SchemaVersion":2}""", "no report of Grype")]
    [InlineData("cyclonedx", """{"spdxVersion":"SPDX-2.3"}""", "no CycloneDX document")]
    [InlineData("cyclonedx", "<bom xmlns='http://example.com'/>", "no CycloneDX document")]
    [InlineData("spdx", """{"bomFormat":"CycloneDX"}""", "no SPDX document")]
    [InlineData("spdx", "PackageName: x", "no SPDXVersion")]
    [InlineData("in-toto", """{"SchemaVersion":2}""", "neither an in-toto statement")]
    [InlineData("in-toto", "", "the file is empty")]
    public async Task Report_of_another_format_is_refused(string format, string report, string expected) =>
        Assert.Contains(expected, string.Join('\n', await Reports.ErrorsAsync(format, report)));

    [Fact]
    public async Task Document_type_in_XML_is_refused()
    {
        const string bomb = "<!DOCTYPE bom [<!ENTITY a \"aaaa\">]><bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\">&a;</bom>";
        Assert.Contains("DTD", Assert.Single(await Reports.ErrorsAsync("cyclonedx", bomb)).Message);
    }

    [Fact]
    public async Task Report_at_the_size_limit_is_read_and_one_byte_more_is_refused()
    {
        var report = Encoding.UTF8.GetBytes(TrivyReports.Of("", ("CVE-2026-1", "openssl")));
        Reports.Succeeded(await Reports.ReadAsync("trivy", report, limits: new() { ReportBytes = report.Length }));
        var failed = Assert.IsType<ImportReading.Failed>(await Reports.ReadAsync("trivy", report, limits: new() { ReportBytes = report.Length - 1 }));
        Assert.Contains("larger than", Assert.Single(failed.Errors).Message);
    }

    [Fact]
    public async Task Compressed_report_is_read_and_counted_by_its_decompressed_size()
    {
        var report = Encoding.UTF8.GetBytes("{\"SchemaVersion\":2,\"Results\":[]" + new string(' ', 1_000_000) + "}");
        Reports.Succeeded(await Reports.ReadAsync("trivy", Reports.Gzip(report)));
        var failed = Assert.IsType<ImportReading.Failed>(await Reports.ReadAsync("trivy", Reports.Gzip(report), limits: new() { ReportBytes = 500_000 }));
        Assert.Contains("larger than", Assert.Single(failed.Errors).Message);
    }

    [Fact]
    public async Task Compressed_report_that_is_cut_short_is_refused()
    {
        var report = Reports.Gzip(Encoding.UTF8.GetBytes(TrivyReports.Of("", ("CVE-2026-1", "openssl"))));
        Assert.IsType<ImportReading.Failed>(await Reports.ReadAsync("trivy", report[..(report.Length / 2)]));
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public async Task Nesting_up_to_the_limit_is_read_and_deeper_is_refused(int depth, bool isRead)
    {
        var report = $$"""{"SchemaVersion":2,"Results":[],"Extra":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""";
        Assert.Equal(isRead, await Reports.ReadAsync("trivy", report, limits: new() { Depth = 8 }) is ImportReading.Succeeded);
    }

    [Fact]
    public async Task More_items_than_the_limit_are_refused()
    {
        var report = TrivyReports.Of("", ("CVE-2026-1", "openssl"), ("CVE-2026-2", "openssl"));
        Assert.IsType<ImportReading.Succeeded>(await Reports.ReadAsync("trivy", report, limits: new() { Items = 2 }));
        Assert.IsType<ImportReading.Failed>(await Reports.ReadAsync("trivy", report, limits: new() { Items = 1 }));
    }

    [Fact]
    public async Task More_errors_than_the_limit_end_the_reading()
    {
        var report = $$"""{"matches":[{{string.Join(',', Enumerable.Repeat("{}", 50))}}]}""";
        var errors = await Reports.ErrorsAsync("grype", report, limits: new() { Errors = 10 });
        Assert.Equal(11, errors.Count);
        Assert.Contains("more than 10 errors", errors[^1].Message);
    }

    [Fact]
    public async Task One_value_larger_than_the_limit_is_refused()
    {
        var report = $$$"""{"matches":[{"vulnerability":{"id":"{{{new string('x', 100_000)}}}"}}]}""";
        Assert.Contains("one value is larger", Assert.Single(await Reports.ErrorsAsync("grype", report, limits: new() { ItemBytes = 70_000 })).Message);
    }
}
