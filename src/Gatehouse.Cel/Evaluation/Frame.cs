using System.Runtime.CompilerServices;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>The state of one evaluation: the values of variables, the cost so far and its limit.</summary>
internal sealed class Frame(int slots)
{
    private const int CancellationInterval = 64;
    private int _untilCancellation = CancellationInterval;

    public readonly Value[] Slots = new Value[slots];

    public ICelActivation Activation = CelVariables.Empty;

    public long Cost;

    public long Limit = long.MaxValue;

    public CancellationToken Cancellation;

    /// <summary>The builder of the innermost list or map that a macro is collecting, by slot of its accumulator.</summary>
    public void Reset()
    {
        Array.Clear(Slots);
        Activation = CelVariables.Empty;
        Cost = 0;
        Cancellation = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Charge(long units)
    {
        Cost += units;
        if (Cost > Limit || units < 0)
        {
            Exceeded(units);
        }
    }

    // A negative cost is one that overflowed, except for the single unit that testing a field of a conditional gives back.
    private void Exceeded(long units)
    {
        if (Cost > Limit || units < -1)
        {
            throw new EvaluationAbortedException("operation cancelled: actual cost limit exceeded");
        }
    }

    /// <summary>Called once for each turn of a loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Turn()
    {
        if (--_untilCancellation <= 0)
        {
            CheckCancellation();
        }
    }

    public void CheckCancellation()
    {
        _untilCancellation = CancellationInterval;
        if (Cancellation.IsCancellationRequested)
        {
            throw new EvaluationAbortedException("operation interrupted");
        }
    }
}
