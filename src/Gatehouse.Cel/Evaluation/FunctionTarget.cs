using Gatehouse.Cel.Checking;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>What a call may turn out to be: the overloads left by checking, and how they are charged.</summary>
internal sealed class FunctionTarget(string name, Overload[] overloads, CallCost? cost, bool costNeedsResult)
{
    public string Name => name;

    public Overload[] Overloads => overloads;

    public Value Invoke(Frame frame, ReadOnlySpan<Value> arguments)
    {
        if (!costNeedsResult)
        {
            frame.Charge(cost is null ? 1 : cost(arguments, default));
        }
        var result = Strictness.Propagate(arguments);
        if (result.IsNone)
        {
            result = Dispatch(arguments);
        }
        if (costNeedsResult)
        {
            frame.Charge(cost!(arguments, result));
        }
        return result;
    }

    private Value Dispatch(ReadOnlySpan<Value> arguments)
    {
        foreach (var overload in overloads)
        {
            if (overload.Body is { } body && overload.Accepts(arguments))
            {
                return body(arguments);
            }
        }
        return CelError.NoSuchOverload;
    }
}
