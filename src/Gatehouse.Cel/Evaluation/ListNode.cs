using Gatehouse.Cel.Costs;
using Gatehouse.Cel.Values;

namespace Gatehouse.Cel.Evaluation;

internal sealed class ListNode(Node[] elements, bool[]? optional) : Node
{
    public Node[] Elements => elements;

    public bool HasOptional => optional is not null;

    public override Value Evaluate(Frame frame)
    {
        frame.Charge(Sizes.ListCreation);
        var items = new Value[elements.Length];
        var count = 0;
        for (var i = 0; i < elements.Length; i++)
        {
            var item = elements[i].Evaluate(frame);
            if (item.IsErrorOrUnknown)
            {
                return item;
            }
            if (optional is not null && optional[i])
            {
                if (item.Kind != ValueKind.Optional)
                {
                    return CelError.Create($"cannot initialize optional list element from non-optional value {ValueText.Describe(item)}");
                }
                if (!item.HasOptionalValue)
                {
                    continue;
                }
                item = item.OptionalValue;
            }
            items[count++] = item;
        }
        return Value.List(count == items.Length ? items : items[..count]);
    }
}
