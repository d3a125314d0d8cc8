using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

internal sealed class ConditionalNode(Node condition, Node whenTrue, Node whenFalse) : Node
{
    public override Value Evaluate(Frame frame)
    {
        var decision = condition.Evaluate(frame);
        return decision.Kind switch
        {
            ValueKind.Bool => decision.AsBool ? whenTrue.Resolve(frame) : whenFalse.Resolve(frame),
            ValueKind.Error or ValueKind.Unknown => decision,
            _ => CelError.NoSuchOverload,
        };
    }
}
