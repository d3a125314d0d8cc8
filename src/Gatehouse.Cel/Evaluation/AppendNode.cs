using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary><c>accumulator + [item]</c>, appended in place. The cost is that of the sum it replaces.</summary>
internal sealed class AppendNode(LocalNode accumulator, Node item) : Node
{
    // A list of one constant is folded, and so free.
    private readonly int _cost = item is ConstantNode ? 1 : Sizes.ListCreation + 1;

    public override Value Evaluate(Frame frame)
    {
        var list = accumulator.Evaluate(frame);
        var value = item.Evaluate(frame);
        frame.Charge(_cost);
        if (list.IsErrorOrUnknown || value.IsErrorOrUnknown)
        {
            return list.IsErrorOrUnknown ? Strictness.Prefer(list, value) : value;
        }
        if (list.ListSource is ListCollector collector && collector.IsWhole(list.Handle))
        {
            return collector.Append(value);
        }
        return list.ListCount == 0
            ? new ListCollector().Append(value)
            : ConcatenatedListSource.Concatenate(list, Value.List(value));
    }
}
