using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

internal sealed class ConstantNode(Value value) : Node
{
    public Value Value => value;

    public override Value Evaluate(Frame frame) => value;
}
