using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary><c>optional.or(optional)</c> and <c>optional.orValue(value)</c>: the alternative is evaluated only when it is needed.</summary>
internal sealed class OptionalOrNode(Node optional, Node alternative, bool unwraps) : Node
{
    public override Value Evaluate(Frame frame)
    {
        var value = optional.Evaluate(frame);
        return value.Kind switch
        {
            ValueKind.Optional when value.HasOptionalValue => unwraps ? value.OptionalValue : value,
            ValueKind.Optional => alternative.Evaluate(frame),
            ValueKind.Error or ValueKind.Unknown => value,
            _ => CelError.NoSuchOverload,
        };
    }
}
