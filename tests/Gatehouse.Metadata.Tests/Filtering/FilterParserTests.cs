using Gatehouse.Grafeas.V1;
using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Tests.Filtering;

public sealed class FilterParserTests
{
    [Fact]
    public void All_mistakes_of_fields_and_values_are_told_in_the_order_of_the_text()
    {
        var failed = Fail("kynd = BUILD AND (kind = BILD OR createTime > x)\nAND NOT has_suffix(name, \"x\")");
        Assert.Equal(
            ["line 1, column 1", "line 1, column 26", "line 1, column 47", "line 2, column 9"],
            failed.Errors.Select(e => e.Position.ToString()));
    }

    [Fact]
    public void More_mistakes_than_fit_in_an_answer_are_counted()
    {
        var failed = Fail(string.Join(' ', Enumerable.Repeat("nope=1", 50)), new() { MaximumErrors = 3 });
        Assert.Equal(4, failed.Errors.Length);
        Assert.Equal("column 22: 47 more mistakes from here on", failed.Errors[3].ToString());
    }

    [Fact]
    public void Longest_filter_is_read_and_a_longer_one_refused()
    {
        var limits = new FilterLimits { MaximumLength = 20 };
        Assert.IsType<FilterParseResult.Parsed>(FilterParser.Parse("kind=BUILD".PadRight(20), FilterSchema.Occurrences, limits));
        Assert.Contains("21 characters: expected at most 20", Fail("kind=BUILD".PadRight(21), limits).Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deepest_nesting_is_read_and_a_deeper_one_refused_where_it_begins()
    {
        Assert.IsType<FilterParseResult.Parsed>(FilterParser.Parse(Nested(64), FilterSchema.Occurrences));
        var error = Fail(Nested(65)).Errors.Single();
        Assert.Equal(65, error.Position.Column);
        Assert.Contains("more than 64 deep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Most_terms_are_read_and_one_more_refused()
    {
        var limits = new FilterLimits { MaximumTerms = 3 };
        Assert.IsType<FilterParseResult.Parsed>(FilterParser.Parse("a b c", FilterSchema.Occurrences, limits));
        Assert.Equal("column 7: more than 3 terms: expected a shorter filter", Fail("a b c d", limits).Errors.Single().ToString());
    }

    [Fact]
    public void Longest_path_is_read_and_a_longer_one_refused()
    {
        const string Start = "build.inTotoSlsaProvenanceV1.predicate.buildDefinition.externalParameters";
        Assert.IsType<FilterParseResult.Parsed>(FilterParser.Parse(Start + string.Concat(Enumerable.Repeat(".x", 27)) + "=1", FilterSchema.Occurrences));
        Assert.Contains("more than 32 parts", Fail(Start + string.Concat(Enumerable.Repeat(".x", 28)) + "=1").Errors[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("NOT (")]
    [InlineData("-(")]
    [InlineData("f(")]
    [InlineData("a.")]
    [InlineData("a[0]")]
    [InlineData("\"")]
    [InlineData("a=b ")]
    [InlineData("\\")]
    [InlineData("-")]
    public void Hostile_repetition_is_answered_even_without_limits(string part)
    {
        var limits = new FilterLimits { MaximumLength = int.MaxValue, MaximumDepth = int.MaxValue, MaximumTerms = int.MaxValue, MaximumPathParts = int.MaxValue };
        var text = string.Concat(Enumerable.Repeat(part, 200_000)) + " AND";
        Assert.IsType<FilterParseResult.Failed>(FilterParser.Parse(text, FilterSchema.Occurrences, limits));
    }

    [Theory]
    [InlineData("kind", RecordColumn.Kind)]
    [InlineData("resourceUrl", RecordColumn.ResourceUri)]
    [InlineData("noteName", RecordColumn.NoteName)]
    [InlineData("note_project_id", RecordColumn.NoteProjectId)]
    [InlineData("noteId", RecordColumn.NoteId)]
    [InlineData("projectId", RecordColumn.ProjectId)]
    [InlineData("occurrenceId", RecordColumn.Id)]
    [InlineData("createTime", RecordColumn.CreateTime)]
    [InlineData("update_time", RecordColumn.UpdateTime)]
    [InlineData("vulnerability.severity", RecordColumn.Severity)]
    [InlineData("vulnerability.effectiveSeverity", RecordColumn.EffectiveSeverity)]
    [InlineData("vulnerability.cvss_score", RecordColumn.CvssScore)]
    [InlineData("vulnerability.fixAvailable", RecordColumn.FixAvailable)]
    [InlineData("name", null)]
    [InlineData("vulnerability.packageIssue.fixAvailable", null)]
    [InlineData("vulnerability", null)]
    [InlineData("createTime.seconds", null)]
    public void Path_that_is_a_column_says_so(string path, RecordColumn? column)
    {
        var parsed = Assert.IsType<FilterParseResult.Parsed>(FilterParser.Parse(path + ":*", FilterSchema.Occurrences));
        Assert.Equal(column, Assert.IsType<FilterExpression.Presence>(parsed.Expression).Field.Column);
    }

    [Fact]
    public void Resource_in_a_filter_is_canonical_and_a_prefix_inside_the_scheme_has_no_column()
    {
        Assert.Equal("resource_uri = \"gcr.io/a@sha256:b\"", Print("resourceUrl=\"https://gcr.io/a@sha256-b\""));
        var parsed = (FilterParseResult.Parsed)FilterParser.Parse("has_prefix(resourceUrl, \"http\")", FilterSchema.Occurrences);
        Assert.Null(Assert.IsType<FilterExpression.HasPrefix>(parsed.Expression).Field.Column);
    }

    [Theory]
    [InlineData("resourceUrl=\"https://https://x\"", "resource_uri = \"https://https://x\"")]
    [InlineData("has_prefix(resourceUrl, \"https://h\")", "has_prefix(resource_uri, \"https://h\")")]
    [InlineData("kind=1 kind=99", "kind = VULNERABILITY AND kind = 99")]
    [InlineData("a AND (b AND (c OR d))", "\"a\" AND \"b\" AND \"c\" OR \"d\"")]
    [InlineData("NOT (-a)", "NOT (NOT \"a\")")]
    [InlineData("createTime < 2026-01-31", "create_time < \"2026-01-31T00:00:00Z\"")]
    [InlineData("vulnerability.cvssScore=-0", "vulnerability.cvss_score = 0.0")]
    public void Canonical_text_is_the_same_for_the_same_meaning(string filter, string canonical) => Assert.Equal(canonical, Print(filter));

    [Fact]
    public void Any_message_can_be_filtered_by_its_fields()
    {
        var schema = FilterSchema.For(Project.Descriptor);
        var parsed = Assert.IsType<FilterParseResult.Parsed>(FilterParser.Parse("name = \"projects/a*\"", schema));
        Assert.True(FilterEvaluator.Matches(parsed.Expression!, new Project { Name = "projects/abc" }));
        Assert.False(FilterEvaluator.Matches(parsed.Expression!, new Project { Name = "projects/xyz" }));
        Assert.Same(FilterSchema.Notes, FilterSchema.For(Note.Descriptor));
    }

    [Fact]
    public void Constants_of_nothing_print_as_what_they_decide()
    {
        Assert.True(Decide(FilterPrinter.Print(new FilterExpression.And([]))));
        Assert.False(Decide(FilterPrinter.Print(new FilterExpression.Or([]))));

        static bool Decide(string text) => FilterEvaluator.Matches(((FilterParseResult.Parsed)FilterParser.Parse(text, FilterSchema.Notes)).Expression!, new Note());
    }

    private static string Nested(int depth) => new string('(', depth) + "kind=BUILD" + new string(')', depth);

    private static string Print(string filter) =>
        FilterPrinter.Print(Assert.IsType<FilterParseResult.Parsed>(FilterParser.Parse(filter, FilterSchema.Occurrences)).Expression!);

    private static FilterParseResult.Failed Fail(string filter, FilterLimits? limits = null) =>
        Assert.IsType<FilterParseResult.Failed>(FilterParser.Parse(filter, FilterSchema.Occurrences, limits));
}
