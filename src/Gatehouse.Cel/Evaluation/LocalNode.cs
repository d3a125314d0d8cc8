using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A variable of a macro. An accumulator gets its initial value when first read.</summary>
internal sealed class LocalNode(int slot, Node? initial) : Node
{
    public int Slot => slot;

    public override Value Evaluate(Frame frame)
    {
        frame.Charge(1);
        return Resolve(frame);
    }

    public override Value Resolve(Frame frame)
    {
        ref var value = ref frame.Slots[slot];
        if (value.IsNone && initial is not null)
        {
            value = initial.Evaluate(frame);
        }
        return value;
    }
}
