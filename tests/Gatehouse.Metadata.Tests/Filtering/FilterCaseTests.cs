using Gatehouse.Metadata.Filtering;

namespace Gatehouse.Metadata.Tests.Filtering;

public sealed class FilterCaseTests
{
    private static readonly FilterCase[] Cases = [.. FilterCase.ReadAll()];

    public static TheoryData<string, string, bool, bool> Decisions =>
        [.. Cases.Where(c => c.Error is null).Select(c => (c.Filter, c.Record!, c.IsAboutNotes, c.Match))];

    public static TheoryData<string, bool, string, string> Mistakes =>
        [.. Cases.Where(c => c.Error is not null).Select(c => (c.Filter, c.IsAboutNotes, c.At!, c.Error!))];

    [Theory, MemberData(nameof(Decisions))]
    public void Filter_selects_the_records_it_describes(string filter, string record, bool isAboutNotes, bool match)
    {
        var expression = Parse(filter, isAboutNotes);
        var message = isAboutNotes ? NamedRecords.Note(record) : NamedRecords.Occurrence(record);
        Assert.Equal(match, expression is null || FilterEvaluator.Matches(expression, message));
    }

    [Theory, MemberData(nameof(Decisions))]
    public void Printed_filter_parses_to_the_same_expression(string filter, string record, bool isAboutNotes, bool match)
    {
        _ = (record, match);
        if (Parse(filter, isAboutNotes) is { } expression)
        {
            var printed = FilterPrinter.Print(expression);
            Assert.Equal(expression, Parse(printed, isAboutNotes));
            Assert.Equal(printed, FilterPrinter.Print(Parse(printed, isAboutNotes)!));
        }
    }

    [Theory, MemberData(nameof(Mistakes))]
    public void Mistake_is_told_with_its_place(string filter, bool isAboutNotes, string place, string message)
    {
        var failed = Assert.IsType<FilterParseResult.Failed>(FilterParser.Parse(filter, Schema(isAboutNotes)));
        var error = Assert.Single(failed.Errors);
        Assert.Equal(place, error.Position.ToString());
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static FilterSchema Schema(bool isAboutNotes) => isAboutNotes ? FilterSchema.Notes : FilterSchema.Occurrences;

    private static FilterExpression? Parse(string filter, bool isAboutNotes) => FilterParser.Parse(filter, Schema(isAboutNotes)) switch
    {
        FilterParseResult.Parsed parsed => parsed.Expression,
        FilterParseResult.Failed failed => throw new FormatException(string.Join("; ", failed.Errors)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
