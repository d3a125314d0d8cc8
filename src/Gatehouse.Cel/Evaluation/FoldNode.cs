using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

/// <summary>A comprehension: steps through a list or map while its condition holds.</summary>
internal sealed class FoldNode(Node range, int accumulator, int first, int second, Node condition, Node step, Node result) : Node
{
    public override Value Evaluate(Frame frame)
    {
        var items = range.Evaluate(frame);
        if (items.Kind is not (ValueKind.List or ValueKind.Map))
        {
            return items.IsErrorOrUnknown ? items : CelError.Create($"got '{items.RuntimeType.Name}', expected iterable type");
        }
        frame.Slots[accumulator] = default;
        if (items.Kind == ValueKind.List)
        {
            FoldList(frame, items);
        }
        else
        {
            FoldMap(frame, items);
        }
        var value = result.Evaluate(frame);
        return value.Kind is ValueKind.List or ValueKind.Map ? Collecting.Finish(value) : value;
    }

    private void FoldList(Frame frame, in Value list)
    {
        var index = 0L;
        for (var cursor = 0L; list.ListSource.MoveNext(list.Handle, ref cursor, out var item); index++)
        {
            if (second < 0)
            {
                frame.Slots[first] = item;
            }
            else
            {
                frame.Slots[first] = Value.Of(index);
                frame.Slots[second] = item;
            }
            if (!Turn(frame))
            {
                return;
            }
        }
    }

    private void FoldMap(Frame frame, in Value map)
    {
        for (var cursor = 0L; map.MapSource.MoveNext(map.Handle, ref cursor, out var key, out var value);)
        {
            frame.Slots[first] = key;
            if (second >= 0)
            {
                frame.Slots[second] = value;
            }
            if (!Turn(frame))
            {
                return;
            }
        }
    }

    private bool Turn(Frame frame)
    {
        frame.Turn();
        if (condition.Evaluate(frame).IsFalse)
        {
            return false;
        }
        frame.Slots[accumulator] = step.Evaluate(frame);
        return true;
    }
}
