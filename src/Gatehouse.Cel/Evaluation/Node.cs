using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A step of a program. Steps hold no state; one program may run on many threads.</summary>
internal abstract class Node
{
    /// <summary>The value, with the cost of the step and all below it charged.</summary>
    public abstract Value Evaluate(Frame frame);

    /// <summary>
    /// The value as a branch of a conditional or as an index: reading a variable is free there, which is how cel-go counts and stored budgets expect.
    /// </summary>
    public virtual Value Resolve(Frame frame) => Evaluate(frame);
}
