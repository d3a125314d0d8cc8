using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A variable of the activation.</summary>
internal sealed class GlobalNode(string name, int slot) : Node
{
    public override Value Evaluate(Frame frame)
    {
        frame.Charge(1);
        return Resolve(frame);
    }

    public override Value Resolve(Frame frame)
    {
        ref var value = ref frame.Slots[slot];
        if (value.IsNone)
        {
            value = frame.Activation.TryFind(name, out var found) && !found.IsNone ? found : CelError.Create($"no such attribute(s): {name}");
        }
        return value;
    }
}
