using System.Collections.Immutable;

namespace Gatehouse.Metadata.Filtering.Syntax;

/// <summary>A filter as written: fields are not looked up and literals have no type yet.</summary>
internal abstract record FilterNode
{
    private FilterNode()
    {
    }

    public sealed record And(ImmutableArray<FilterNode> Terms) : FilterNode;

    public sealed record Or(ImmutableArray<FilterNode> Terms) : FilterNode;

    public sealed record Not(FilterNode Term) : FilterNode;

    public sealed record Restriction(PathNode Path, ComparisonOperator Operator, LiteralNode Literal, int OperatorStart) : FilterNode;

    public sealed record Call(string Function, ImmutableArray<CallArgument> Arguments, int Start) : FilterNode;

    public sealed record Bare(LiteralNode Literal) : FilterNode;
}
