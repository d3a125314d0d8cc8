using System.Collections.Immutable;

namespace Gatehouse.Metadata.Filtering;

/// <summary>What became of a filter.</summary>
public abstract record FilterParseResult
{
    private FilterParseResult()
    {
    }

    /// <param name="Expression">Null for an empty filter, which every record matches.</param>
    public sealed record Parsed(FilterExpression? Expression) : FilterParseResult;

    /// <param name="Errors">The first mistake of grammar, or all mistakes of fields and values in the order of the text. Never empty.</param>
    public sealed record Failed(ImmutableArray<FilterError> Errors) : FilterParseResult;
}
