using System.Collections.Immutable;
using Gatehouse.Artifacts.Content;
using Gatehouse.Metadata.Filtering.Syntax;
using Google.Protobuf.WellKnownTypes;

namespace Gatehouse.Metadata.Filtering.Binding;

/// <summary>Looks up the fields of a filter and gives its literals their types. Goes on after a mistake, so that all are told at once.</summary>
internal sealed class FilterBinder(FilterSchema schema)
{
    private static readonly string[] PrefixFunctions = ["has_prefix", "hasPrefix"];

    private readonly List<BindingException> _mistakes = [];

    public static FilterParseResult Bind(string text, FilterNode node, FilterSchema schema, FilterLimits limits)
    {
        var binder = new FilterBinder(schema);
        var expression = binder.Bind(node);
        return binder._mistakes.Count == 0
            ? new FilterParseResult.Parsed(expression)
            : new FilterParseResult.Failed([.. binder.Report(text, limits)]);
    }

    private IEnumerable<FilterError> Report(string text, FilterLimits limits)
    {
        foreach (var mistake in _mistakes.Take(limits.MaximumErrors))
        {
            yield return new(FilterPosition.Of(text, mistake.Offset), mistake.Message);
        }

        if (_mistakes.Count > limits.MaximumErrors)
        {
            var rest = _mistakes.Count - limits.MaximumErrors;
            yield return new(FilterPosition.Of(text, _mistakes[limits.MaximumErrors].Offset), $"{rest} more mistakes from here on");
        }
    }

    /// <returns>Null where there is a mistake.</returns>
    private FilterExpression? Bind(FilterNode node)
    {
        try
        {
            return node switch
            {
                FilterNode.And and => BindAll(and.Terms) is { } terms ? new FilterExpression.And([.. terms.SelectMany(t => t is FilterExpression.And a ? a.Terms : [t])]) : null,
                FilterNode.Or or => BindAll(or.Terms) is { } terms ? new FilterExpression.Or([.. terms.SelectMany(t => t is FilterExpression.Or o ? o.Terms : [t])]) : null,
                FilterNode.Not not => Bind(not.Term) is { } term ? new FilterExpression.Not(term) : null,
                FilterNode.Bare bare => new FilterExpression.Text(bare.Literal.Text),
                FilterNode.Restriction restriction => BindRestriction(restriction),
                FilterNode.Call call => BindCall(call),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (BindingException mistake)
        {
            _mistakes.Add(mistake);
            return null;
        }
    }

    private List<FilterExpression>? BindAll(ImmutableArray<FilterNode> nodes)
    {
        var bound = new List<FilterExpression>(nodes.Length);
        foreach (var node in nodes)
        {
            if (Bind(node) is { } expression)
            {
                bound.Add(expression);
            }
        }

        return bound.Count == nodes.Length ? bound : null;
    }

    private FilterExpression BindRestriction(FilterNode.Restriction node)
    {
        var field = FieldResolver.Resolve(schema, node.Path);
        if (node.Operator == ComparisonOperator.Contains)
        {
            if (node.Literal.IsStar)
            {
                return Presence(field);
            }

            if (field.IsMap || field.Message == Struct.Descriptor)
            {
                return new FilterExpression.HasKey((field.IsMap ? field : FieldResolver.MembersOf(field)).Path, node.Literal.Text);
            }
        }

        return Compare(field, node);
    }

    /// <summary>An entry of a map is present when the map has its key.</summary>
    private static FilterExpression Presence(ResolvedField field) => field.Path.Steps is [.., { Key: { } key } last]
        ? new FilterExpression.HasKey(field.Path with { Steps = field.Path.Steps.SetItem(field.Path.Steps.Length - 1, last with { Key = null }) }, key)
        : new FilterExpression.Presence(field.Path);

    private static FilterExpression.Comparison Compare(ResolvedField field, FilterNode.Restriction node)
    {
        if (field.IsMap)
        {
            throw new BindingException(node.OperatorStart, $"\"{field.Path.Text}\" is a map: compare one entry, as in {field.Path.Text}.KEY = VALUE, or ask for a key, as in {field.Path.Text}:KEY");
        }

        var (typed, value) = LiteralReader.Read(field, node);
        if (typed.IsText)
        {
            return CompareText(typed, node, (FilterValue.Text)value);
        }

        var comparison = node.Operator == ComparisonOperator.Contains ? ComparisonOperator.Equal : node.Operator;
        return new(typed.Path, comparison, value);
    }

    private static FilterExpression.Comparison CompareText(ResolvedField field, FilterNode.Restriction node, FilterValue.Text value)
    {
        if (!field.IsResourceUri)
        {
            return new(field.Path, node.Operator, value);
        }

        var isPrefix = value.Wildcard && !node.Literal.StarFirst;
        if (isPrefix && ResourceUri.EndsInsideScheme(value.Value[..^1]))
        {
            return new(WithoutColumn(field), node.Operator, value);
        }

        var canonical = ResourceUri.Canonicalize(value.Value);
        return isPrefix && canonical is ['*', _, ..]
            ? throw LiteralReader.EscapedStar(node.Literal)
            : new(field.Path, node.Operator, value with { Value = canonical });
    }

    private FilterExpression.HasPrefix BindCall(FilterNode.Call call)
    {
        if (!PrefixFunctions.Contains(call.Function))
        {
            throw new BindingException(call.Start, $"there is no function \"{call.Function}\": expected has_prefix(FIELD, \"TEXT\")");
        }

        if (call.Arguments is not [{ Path: { } path }, { Literal: var prefix }])
        {
            throw new BindingException(call.Start, $"{call.Function} takes a field and a text, as in {call.Function}(resourceUrl, \"https://host/\"): found {call.Arguments.Length} arguments{(call.Arguments.Length == 2 ? ", the first no field" : "")}");
        }

        var field = FieldResolver.Resolve(schema, path);
        if (field.Message == Value.Descriptor)
        {
            field = LiteralReader.TextOf(field);
        }

        return field.IsText
            ? Prefix(field, prefix.Text)
            : throw new BindingException(path.Start, $"{call.Function} takes a text field: \"{path.Text}\" is {(field.IsMap ? "a map" : TypeName.Of(field.Leaf!))}");
    }

    private static FilterExpression.HasPrefix Prefix(ResolvedField field, string prefix) =>
        !field.IsResourceUri ? new(field.Path, prefix)
        : ResourceUri.EndsInsideScheme(prefix) ? new(WithoutColumn(field), prefix)
        : new(field.Path, ResourceUri.Canonicalize(prefix));

    /// <summary>A prefix that ends inside the scheme says something about the URI as written, which no column holds.</summary>
    private static FieldPath WithoutColumn(ResolvedField field) => field.Path with { Column = null };
}
