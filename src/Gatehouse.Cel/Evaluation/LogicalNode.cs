using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary><c>&amp;&amp;</c> and <c>||</c>: one term of the deciding value settles it, whatever errors the others have (language definition, "Logical Operators").</summary>
internal sealed class LogicalNode(Node[] terms, bool deciding) : Node
{
    public Node[] Terms => terms;

    public bool Deciding => deciding;

    public override Value Evaluate(Frame frame)
    {
        var undecided = default(Value);
        foreach (var term in terms)
        {
            var value = term.Evaluate(frame);
            if (value.Kind != ValueKind.Bool)
            {
                undecided = Combine(undecided, value);
            }
            else if (value.AsBool == deciding)
            {
                return value;
            }
        }
        return undecided.IsNone ? Value.Of(!deciding) : undecided;
    }

    // Unknowns win over errors: the missing input might have decided.
    internal static Value Combine(in Value before, in Value value)
    {
        if (value.IsUnknown)
        {
            return before.IsUnknown ? Value.Of(before.AsUnknown.Merge(value.AsUnknown)) : value;
        }
        return !before.IsNone ? before : value.IsError ? value : CelError.NoSuchOverload;
    }
}
