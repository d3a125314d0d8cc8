using Gatehouse.Artifacts.Content;

namespace Gatehouse.Metadata.Filtering.Evaluation;

/// <summary>A condition on one text.</summary>
internal sealed class TextTest
{
    private delegate bool Condition(ReadOnlySpan<char> text);

    private readonly Condition _condition;
    private readonly TextForm _form;
    private readonly bool _negated;

    private TextTest(Condition condition, TextForm form, bool negated = false) => (_condition, _form, _negated) = (condition, form, negated);

    public static TextTest Prefix(string prefix, TextForm form) => new(text => text.StartsWith(prefix, StringComparison.Ordinal), form);

    public static TextTest Create(ComparisonOperator comparison, FilterValue.Text literal, TextForm form)
    {
        var value = literal.Value;
        return comparison switch
        {
            ComparisonOperator.Equal => new(Equal(literal), form),
            ComparisonOperator.NotEqual => new(Equal(literal), form, negated: true),
            ComparisonOperator.Contains => new(text => text.Contains(value, StringComparison.OrdinalIgnoreCase), form),
            _ => new(text => Ordering.Satisfies(comparison, CodePointOrder.Compare(text, value)), form),
        };
    }

    public bool Passes(string text) => _form switch
    {
        TextForm.CanonicalUri => Passes(ResourceUri.CanonicalSpan(text)),
        TextForm.WrittenOrCanonicalUri => (_condition(text) || _condition(ResourceUri.CanonicalSpan(text))) != _negated,
        _ => Passes(text.AsSpan()),
    };

    public bool Passes(ReadOnlySpan<char> text) => _condition(text) != _negated;

    private static Condition Equal(FilterValue.Text literal)
    {
        var value = literal.Value;
        if (!literal.Wildcard)
        {
            return text => text.SequenceEqual(value);
        }

        var (first, last) = (value.StartsWith('*'), value.EndsWith('*'));
        var core = value is "*" ? "" : value[(first ? 1 : 0)..^(last ? 1 : 0)];
        return (first, last) switch
        {
            (true, true) => text => text.Contains(core, StringComparison.Ordinal),
            (true, false) => text => text.EndsWith(core, StringComparison.Ordinal),
            _ => text => text.StartsWith(core, StringComparison.Ordinal),
        };
    }
}
