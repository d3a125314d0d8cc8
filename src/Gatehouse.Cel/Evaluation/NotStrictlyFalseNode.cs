using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>Whether a loop goes on: anything but a plain false, errors included.</summary>
internal sealed class NotStrictlyFalseNode(Node argument) : Node
{
    public override Value Evaluate(Frame frame)
    {
        var value = argument.Evaluate(frame);
        frame.Charge(1);
        return Value.Of(!value.IsFalse);
    }
}
