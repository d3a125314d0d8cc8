using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary><c>optional.or(optional)</c> and <c>optional.orValue(value)</c>: the alternative is evaluated only when it is needed.</summary>
/// <param name="isStrict">Whether a value that is no optional is an error rather than the result, which it is for cel-go.</param>
internal sealed class OptionalOrNode(Node optional, Node alternative, bool unwraps, bool isStrict) : Node
{
    public override Value Evaluate(Frame frame)
    {
        var value = optional.Evaluate(frame);
        return value.Kind switch
        {
            ValueKind.Optional when value.HasOptionalValue => unwraps ? value.OptionalValue : value,
            ValueKind.Optional => alternative.Evaluate(frame),
            _ when !isStrict || value.IsErrorOrUnknown => value,
            _ => CelError.NoSuchOverload,
        };
    }
}
