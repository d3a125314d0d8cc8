using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

internal sealed class EqualityNode(Node left, Node right, bool isNegated) : Node
{
    public override Value Evaluate(Frame frame)
    {
        var first = left.Evaluate(frame);
        var second = right.Evaluate(frame);
        frame.Charge(Sizes.EqualityCost(first, second));
        if (first.IsErrorOrUnknown || second.IsErrorOrUnknown)
        {
            return first.IsErrorOrUnknown ? Strictness.Prefer(first, second) : second;
        }
        return Value.Of(Equality.AreEqual(first, second) != isNegated);
    }
}
