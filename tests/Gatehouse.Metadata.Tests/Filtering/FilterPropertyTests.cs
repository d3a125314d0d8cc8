using CsCheck;
using Gatehouse.Fakes.Filters;
using Gatehouse.Metadata.Filtering;
using Google.Protobuf;

namespace Gatehouse.Metadata.Tests.Filtering;

public sealed class FilterPropertyTests
{
    private static readonly Gen<(int Seed, bool Notes)> Cases = Gen.Select(Gen.Int, Gen.Bool);

    [Fact]
    public void Printed_filter_parses_to_the_same_expression_and_text() => Cases.Sample(
        (seed, notes) =>
        {
            var schema = notes ? FilterSchema.Notes : FilterSchema.Occurrences;
            var filter = new FilterGenerator(seed, schema).Next();
            var printed = FilterPrinter.Print(filter);
            return FilterParser.Parse(printed, schema) is FilterParseResult.Parsed { Expression: { } again } && filter.Equals(again) && FilterPrinter.Print(again) == printed;
        },
        iter: 5_000);

    [Fact]
    public void Negation_is_plain_and_connectives_are_those_of_logic() => Cases.Sample(
        (seed, notes) =>
        {
            var record = Record(seed, notes);
            var filters = new FilterGenerator(seed, notes ? FilterSchema.Notes : FilterSchema.Occurrences);
            var (a, b) = (filters.Next(), filters.Next());
            var (isA, isB) = (FilterEvaluator.Matches(a, record), FilterEvaluator.Matches(b, record));
            return FilterEvaluator.Matches(new FilterExpression.Not(a), record) == !isA
                && FilterEvaluator.Matches(new FilterExpression.And([a, b]), record) == (isA && isB)
                && FilterEvaluator.Matches(new FilterExpression.Or([a, b]), record) == (isA || isB);
        },
        iter: 2_000);

    [Fact]
    public void Every_comparison_on_one_value_is_decided_by_its_order() => Cases.Sample(
        (seed, notes) =>
        {
            var record = Record(seed, notes);
            var comparison = new FilterGenerator(seed, notes ? FilterSchema.Notes : FilterSchema.Occurrences).NextComparison();
            if (comparison.Field.Steps.Any(s => s.Field.IsRepeated) || comparison.Value is FilterValue.Text { Wildcard: true })
            {
                return true;
            }

            bool Holds(ComparisonOperator with) => FilterEvaluator.Matches(comparison with { Operator = with }, record);
            var outcomes = new[] { ComparisonOperator.Less, ComparisonOperator.Equal, ComparisonOperator.Greater }.Count(Holds);
            var isSet = Holds(ComparisonOperator.Equal) || Holds(ComparisonOperator.NotEqual);
            return outcomes == (isSet ? 1 : 0)
                && Holds(ComparisonOperator.LessOrEqual) == (Holds(ComparisonOperator.Less) || Holds(ComparisonOperator.Equal))
                && Holds(ComparisonOperator.GreaterOrEqual) == (Holds(ComparisonOperator.Greater) || Holds(ComparisonOperator.Equal));
        },
        iter: 5_000);

    [Fact]
    public void Generated_filters_select_some_generated_records_and_not_others()
    {
        var records = new RecordGenerator(1);
        var filters = new FilterGenerator(1, FilterSchema.Occurrences);
        var stored = Enumerable.Range(0, 100).Select(_ => records.NextOccurrence()).ToArray();
        var selective = Enumerable.Range(0, 300).Select(_ => filters.Next()).Count(f => stored.Count(o => FilterEvaluator.Matches(f, o)) is > 0 and < 100);
        Assert.InRange(selective, 100, 300);
    }

    [Fact]
    public void Generated_records_are_of_every_kind_and_survive_the_wire()
    {
        var records = new RecordGenerator(2);
        var occurrences = Enumerable.Range(0, 300).Select(_ => records.NextOccurrence()).ToArray();
        Assert.Equal(13, occurrences.Select(o => o.Kind).Distinct().Count());
        Assert.All(occurrences, o => Assert.Equal(o, Grafeas.V1.Occurrence.Parser.ParseFrom(o.ToByteArray())));
        Assert.Equal(14, Enumerable.Range(0, 300).Select(_ => records.NextNote().Kind).Distinct().Count());
    }

    private static IMessage Record(int seed, bool notes)
    {
        var records = new RecordGenerator(seed);
        return notes ? records.NextNote() : records.NextOccurrence();
    }
}
