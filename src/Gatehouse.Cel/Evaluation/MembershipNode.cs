using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary><c>x in [constants]</c>: a look-up in a set, which costs nothing beyond <c>x</c>.</summary>
internal sealed class MembershipNode(Node item, IEnumerable<Value> constants) : Node
{
    private readonly HashSet<Value> _set = new(constants, KeyComparer.Instance);

    public override Value Evaluate(Frame frame)
    {
        var value = item.Evaluate(frame);
        return value.IsErrorOrUnknown ? value : Value.Of(_set.Contains(value));
    }
}
