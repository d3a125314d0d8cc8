using System.Runtime.CompilerServices;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A call of a strict function. The cost is charged before the work is done wherever the arguments tell it.</summary>
internal sealed class CallNode(Node[] arguments, FunctionTarget target) : Node
{
    public Node[] Arguments => arguments;

    public FunctionTarget Target => target;

    public override Value Evaluate(Frame frame) => arguments.Length switch
    {
        1 => EvaluateOne(frame),
        2 => EvaluateTwo(frame),
        _ => EvaluateMany(frame),
    };

    private Value EvaluateOne(Frame frame)
    {
        var argument = arguments[0].Evaluate(frame);
        return target.Invoke(frame, new ReadOnlySpan<Value>(in argument));
    }

    private Value EvaluateTwo(Frame frame)
    {
        var values = default(Pair);
        values[0] = arguments[0].Evaluate(frame);
        values[1] = arguments[1].Evaluate(frame);
        return target.Invoke(frame, values);
    }

    // Arguments after the first error are left alone, and such a call is free: so cel-go counts functions of many arguments.
    private Value EvaluateMany(Frame frame)
    {
        var values = new Value[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(frame);
            if (values[i].IsErrorOrUnknown && i < values.Length - 1)
            {
                return values[i];
            }
        }
        return target.Invoke(frame, values);
    }

    [InlineArray(2)]
    private struct Pair
    {
        private Value _first;
    }
}
