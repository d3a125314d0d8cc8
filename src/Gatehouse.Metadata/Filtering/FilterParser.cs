using Gatehouse.Metadata.Filtering.Binding;
using Gatehouse.Metadata.Filtering.Syntax;

namespace Gatehouse.Metadata.Filtering;

/// <summary>Reads the filter language of Grafeas (AIP-160): text in, resolved expression or every mistake out. Pure and linear in the length of the text.</summary>
public static class FilterParser
{
    /// <param name="limits"><see cref="FilterLimits.Default"/> when null.</param>
    public static FilterParseResult Parse(string text, FilterSchema schema, FilterLimits? limits = null)
    {
        limits ??= FilterLimits.Default;
        if (text.Length > limits.MaximumLength)
        {
            return Fail(text, 0, $"the filter has {text.Length} characters: expected at most {limits.MaximumLength}");
        }

        try
        {
            var node = FilterReader.Read(text, limits);
            return node is null ? new FilterParseResult.Parsed(null) : FilterBinder.Bind(text, node, schema, limits);
        }
        catch (FilterSyntaxException exception)
        {
            return Fail(text, exception.Offset, exception.Message);
        }
    }

    private static FilterParseResult.Failed Fail(string text, int offset, string message) =>
        new([new(FilterPosition.Of(text, offset), message)]);
}
