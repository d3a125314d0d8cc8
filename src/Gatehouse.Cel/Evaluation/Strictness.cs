using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>What a strict function yields when arguments have no value: unknowns first, all of them; else the first error.</summary>
internal static class Strictness
{
    public static Value Prefer(in Value first, in Value second) => (first.IsUnknown, second.IsUnknown) switch
    {
        (true, true) => Value.Of(first.AsUnknown.Merge(second.AsUnknown)),
        (false, true) => second,
        _ => first,
    };

    public static Value Propagate(ReadOnlySpan<Value> arguments)
    {
        var result = default(Value);
        foreach (ref readonly var argument in arguments)
        {
            if (argument.IsErrorOrUnknown)
            {
                result = result.IsNone ? argument : Prefer(result, argument);
            }
        }
        return result;
    }
}
