using Gatehouse.Metadata.Filtering.Evaluation;
using Google.Protobuf;

namespace Gatehouse.Metadata.Filtering;

/// <summary>A filter ready to be decided on many records. Immutable and safe on many threads.</summary>
public sealed class CompiledFilter
{
    private readonly Func<IMessage, bool> _matches;

    internal CompiledFilter(FilterExpression expression) => (Expression, _matches) = (expression, FilterCompiler.Compile(expression));

    public FilterExpression Expression { get; }

    public bool Matches(IMessage record) => _matches(record);
}
