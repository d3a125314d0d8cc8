using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Tests.Filtering;

public sealed class FilterEvaluatorTests
{
    [Theory]
    [InlineData("=")]
    [InlineData("!=")]
    [InlineData("<")]
    [InlineData(">=")]
    public void Score_that_is_not_a_number_satisfies_no_comparison(string comparison) =>
        Assert.False(Matches($"vulnerability.cvssScore {comparison} 5", new() { Vulnerability = new() { CvssScore = float.NaN } }));

    [Theory]
    [InlineData(-0.0f, "0")]
    [InlineData(0.0f, "-0.0")]
    public void Zeros_of_both_signs_are_equal(float score, string literal)
    {
        Assert.True(Matches($"vulnerability.cvssScore = {literal}", new() { Vulnerability = new() { CvssScore = score } }));
        Assert.False(Matches($"vulnerability.cvssScore < {literal}", new() { Vulnerability = new() { CvssScore = score } }));
    }

    [Fact]
    public void Infinite_score_is_above_every_number() =>
        Assert.True(Matches("vulnerability.cvssScore > 1e300", new() { Vulnerability = new() { CvssScore = float.PositiveInfinity } }));

    [Fact]
    public void Text_is_ordered_by_code_points()
    {
        Assert.True(Matches("remediation > \"\uFFFD\"", new() { Remediation = "😀" }));
        Assert.True(Matches("remediation < \"ab\"", new() { Remediation = "a" }));
        Assert.True(Matches("remediation > \"Z\"", new() { Remediation = "a" }));
    }

    [Fact]
    public void Name_of_another_form_has_no_parts()
    {
        Assert.True(Matches("noteId = \"\" AND noteProjectId = \"\"", new() { NoteName = "projects/p/notes" }));
        Assert.True(Matches("noteId = n AND noteProjectId = p", new() { NoteName = "projects/p/locations/l/notes/n" }));
    }

    [Fact]
    public void Number_in_a_list_of_a_Struct_is_found_in_any_place() =>
        Assert.True(Matches(
            "build.inTotoSlsaProvenanceV1.predicate.buildDefinition.internalParameters.steps[*].retries > 2",
            (Occurrence)Google.Protobuf.JsonParser.Default.Parse<Occurrence>(
                """{"build":{"inTotoSlsaProvenanceV1":{"predicate":{"buildDefinition":{"internalParameters":{"steps":[{"retries":1},{"retries":3}]}}}}}}""")));

    [Fact]
    public void Record_of_another_type_is_refused() =>
        Assert.ThrowsAny<Exception>(() => FilterEvaluator.Matches(Parse("resourceUri = x"), new Note()));

    [Fact]
    public void Filter_is_compiled_once()
    {
        var filter = Parse("kind = BUILD");
        Assert.Same(FilterEvaluator.Compile(filter), FilterEvaluator.Compile(filter));
    }

    /// <summary>Rows are decided by the hundred thousand; the boxed kind is all that reflection costs here.</summary>
    [Fact]
    public void Deciding_a_row_allocates_at_most_64_bytes()
    {
        const int Rows = 1_000;
        var filter = FilterEvaluator.Compile(Parse("kind=\"VULNERABILITY\" AND resourceUrl=\"https://gcr.io/a@sha256:b\" AND noteProjectId=p AND noteId=\"n*\" AND vulnerability.packageIssue.affectedPackage:SSL"));
        var record = new Occurrence
        {
            Kind = NoteKind.Vulnerability, ResourceUri = "https://gcr.io/a@sha256:b", NoteName = "projects/p/notes/n1",
            Vulnerability = new() { PackageIssue = { new VulnerabilityOccurrence.Types.PackageIssue { AffectedPackage = "openssl" } } },
        };
        Assert.True(filter.Matches(record));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rows; i++)
        {
            filter.Matches(record);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Rows, 0, 64);
    }

    private static bool Matches(string filter, Occurrence record) => FilterEvaluator.Matches(Parse(filter), record);

    private static FilterExpression Parse(string filter) =>
        Assert.IsType<FilterParseResult.Parsed>(FilterParser.Parse(filter, FilterSchema.Occurrences)).Expression!;
}
