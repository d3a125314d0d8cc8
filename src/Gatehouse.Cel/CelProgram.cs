using Gatehouse.Cel.Evaluation;
using Gatehouse.Cel.Planning;
using Gatehouse.Cel.Types;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel;

/// <summary>A compiled expression. It holds no state of evaluations and may run on any number of threads.</summary>
public sealed class CelProgram
{
    private readonly Plan _plan;
    private readonly CelLimits _limits;
    private Frame? _spare;

    internal CelProgram(string source, CelType type, Plan plan, CelLimits limits)
    {
        Source = source;
        Type = type;
        _plan = plan;
        _limits = limits;
    }

    public string Source { get; }

    /// <summary>The static type of the result.</summary>
    public CelType Type { get; }

    /// <param name="limits">The limits of the dialect where null.</param>
    public CelResult Evaluate(ICelActivation activation, CelLimits? limits = null, CancellationToken cancellation = default)
    {
        var frame = Interlocked.Exchange(ref _spare, null) ?? new Frame(_plan.Slots);
        frame.Activation = activation;
        frame.Limit = (limits ?? _limits).Cost;
        frame.Cancellation = cancellation;
        var result = Run(frame);
        frame.Reset();
        _spare = frame;
        return result;
    }

    private CelResult Run(Frame frame)
    {
        try
        {
            frame.CheckCancellation();
            var value = _plan.Root.Evaluate(frame);
            return new(value, frame.Cost, IsAborted: false);
        }
        catch (EvaluationAbortedException e)
        {
            return new(CelError.Create(e.Message), frame.Cost, IsAborted: true);
        }
    }
}
